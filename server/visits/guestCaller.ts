import { liveGuest } from '../consults/liveGuest.ts'
import type { RecordParts } from '../consults/ConsultParts.ts'
import type { GuestCaller } from '../http/RouteHandlers.ts'
import { hashToken } from '../opaqueToken.ts'

/** Finds the guest of a cookie, as `Callers.guest` asks: undefined for whatever does not open a visit now. */
export function guestCaller({
  db,
  now,
}: Pick<RecordParts, 'db' | 'now'>): (
  cookie: string | undefined,
) => Promise<GuestCaller | undefined> {
  return async (cookie) => {
    if (!cookie) return undefined
    const guest = await liveGuest(db, { tokenHash: hashToken(cookie) }, now())
    return (
      guest && {
        kind: 'guest',
        guestSessionId: guest.session_id,
        inviteId: guest.id,
        consultId: guest.consult_id,
      }
    )
  }
}
