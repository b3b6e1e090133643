import { timingSafeEqual } from 'node:crypto'
import { CODE_TRIES, inviteState } from '../../shared/domain/invite.ts'
import type { Db, RecordParts } from '../consults/ConsultParts.ts'
import { openSecrets } from '../consults/inviteSecrets.ts'
import { endGuestSessions, inviteFacts } from '../consults/inviteStore.ts'
import { keyOf } from '../consults/patientSeal.ts'
import type { GuestCaller } from '../http/RouteHandlers.ts'
import { hashToken, newToken } from '../opaqueToken.ts'
import { findInvitation } from './findInvitation.ts'

/** `refused`: a wrong code for a link that is open; `closed`: nothing was guessed, for one of many reasons. */
export type Opening =
  | {
      readonly outcome: 'opened'
      readonly caller: GuestCaller
      /** The new device's cookie, and how long it can be of use. */
      readonly cookie: string
      readonly closesAt: Date
      readonly endedSessions: readonly string[]
    }
  | { readonly outcome: 'early' | 'locked' | 'refused' | 'closed' }

/** Link and code together. A right code ends the session of an older device; the fifth wrong one locks the invite. */
export async function openVisit(parts: RecordParts, token: string, code: string): Promise<Opening> {
  const tokenHash = hashToken(token)
  const opening = await parts.db.transaction().execute(async (tx) => {
    const attempt = await takeTry(tx, tokenHash, parts.now())
    if (!attempt) return undefined
    const key = keyOf(parts.vault, attempt)
    const secrets = key && openSecrets(key, attempt)
    return secrets && sameCode(code, secrets.code)
      ? await enter(tx, parts, attempt)
      : await refuse(tx, parts, attempt)
  })
  return opening ?? { outcome: await whyClosed(parts, tokenHash) }
}

type Attempt = NonNullable<Awaited<ReturnType<typeof takeTry>>>

/**
 * Counts the try before anybody knows whether it is right, in one statement that holds the row until the transaction
 * ends: of any number of tries at once, five are looked at.
 */
async function takeTry(tx: Db, tokenHash: Buffer, now: Date) {
  return await tx
    .updateTable('invites')
    .from('consults')
    .innerJoin('patients', 'patients.id', 'consults.patient_id')
    .set((eb) => ({ wrong_tries: eb('invites.wrong_tries', '+', 1) }))
    .whereRef('consults.id', '=', 'invites.consult_id')
    .where('invites.token_hash', '=', tokenHash)
    .where('invites.wrong_tries', '<', CODE_TRIES)
    .where('invites.revoked_at', 'is', null)
    .where('invites.opens_at', '<=', now)
    .where('invites.closes_at', '>', now)
    .where('consults.state', 'in', ['planned', 'live'])
    .returningAll('invites')
    .returning([
      'consults.centre_id',
      'consults.patient_id',
      'patients.key_sealed',
      'patients.master_key_id',
    ])
    .executeTakeFirst()
}

async function enter(tx: Db, { audit, now }: RecordParts, attempt: Attempt): Promise<Opening> {
  const cookie = newToken()
  const guestSessionId = crypto.randomUUID()
  const endedSessions = await endGuestSessions(tx, attempt.id, now())
  await tx
    .updateTable('invites')
    .set({ wrong_tries: 0, opened_at: attempt.opened_at ?? now() })
    .where('id', '=', attempt.id)
    .execute()
  await tx
    .insertInto('guest_sessions')
    .values({
      id: guestSessionId,
      invite_id: attempt.id,
      token_hash: hashToken(cookie),
      created_at: now(),
    })
    .execute()
  await audit.append(tx, {
    centreId: attempt.centre_id,
    actor: { kind: 'guest', id: attempt.id },
    action: 'visit.opened',
    target: { kind: 'consult', id: attempt.consult_id },
  })
  const caller: GuestCaller = {
    kind: 'guest',
    guestSessionId,
    inviteId: attempt.id,
    consultId: attempt.consult_id,
  }
  return { outcome: 'opened', caller, cookie, closesAt: attempt.closes_at, endedSessions }
}

async function refuse(tx: Db, { audit }: RecordParts, attempt: Attempt): Promise<Opening> {
  const locked = attempt.wrong_tries >= CODE_TRIES
  await audit.append(tx, {
    centreId: attempt.centre_id,
    actor: { kind: 'nobody' },
    action: locked ? 'invite.locked' : 'visit.refused',
    target: { kind: 'invite', id: attempt.id },
    details: { wrongTries: attempt.wrong_tries },
  })
  return { outcome: locked ? 'locked' : 'refused' }
}

async function whyClosed(
  { db, now }: RecordParts,
  tokenHash: Buffer,
): Promise<'early' | 'locked' | 'closed'> {
  const found = await findInvitation(db, tokenHash)
  const state =
    found && inviteState({ ...inviteFacts(found), consultState: found.consult_state }, now())
  return state === 'early' || state === 'locked' ? state : 'closed'
}

/** Both have six digits: the schema says so of one, `freshSecrets` of the other. */
function sameCode(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
