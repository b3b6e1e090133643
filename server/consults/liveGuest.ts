import { inviteState } from '../../shared/domain/invite.ts'
import type { Db } from './ConsultParts.ts'
import { inviteFacts } from './inviteStore.ts'

/** What a guest's device shows: its cookie, of which the record has the hash, or the id of its session. */
type Proof = { readonly tokenHash: Buffer } | { readonly sessionId: string }

/**
 * The guest on this device, while its session is alive, the invite open and the consult not over: asked of the
 * record each time, so that whatever ended there has ended everywhere.
 */
export async function liveGuest(db: Db, proof: Proof, now: Date) {
  const guest = await db
    .selectFrom('guest_sessions')
    .innerJoin('invites', 'invites.id', 'guest_sessions.invite_id')
    .innerJoin('consults', 'consults.id', 'invites.consult_id')
    .innerJoin('patients', 'patients.id', 'consults.patient_id')
    .where('guest_sessions.ended_at', 'is', null)
    .where((eb) =>
      'tokenHash' in proof
        ? eb('guest_sessions.token_hash', '=', proof.tokenHash)
        : eb('guest_sessions.id', '=', proof.sessionId),
    )
    .selectAll('invites')
    .select([
      'guest_sessions.id as session_id',
      'consults.state as consult_state',
      'consults.patient_id',
      'patients.key_sealed',
      'patients.master_key_id',
    ])
    .executeTakeFirst()
  if (!guest) return undefined
  const state = inviteState({ ...inviteFacts(guest), consultState: guest.consult_state }, now)
  // Wrong codes of somebody else lock the door and throw nobody out who came in with the right one.
  return state === 'open' || state === 'locked' ? guest : undefined
}
