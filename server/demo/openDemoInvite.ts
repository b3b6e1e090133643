import { inviteState } from '../../shared/domain/invite.ts'
import type { RecordParts } from '../consults/ConsultParts.ts'
import { openSecrets } from '../consults/inviteSecrets.ts'
import { inviteFacts, inviteName, visitLink } from '../consults/inviteStore.ts'
import { keyOf } from '../consults/patientSeal.ts'
import { DEMO_CENTRE, DEMO_PATIENT } from './demoPeople.ts'

/** Link and code by which the demo's patient can come in now. Nobody else's are ever opened here: they get printed. */
export async function openDemoInvite({
  db,
  vault,
  now,
  publicUrl,
}: RecordParts & { readonly publicUrl: string }): Promise<
  { readonly link: string; readonly code: string } | undefined
> {
  const invites = await db
    .selectFrom('invites')
    .innerJoin('consults', 'consults.id', 'invites.consult_id')
    .innerJoin('patients', 'patients.id', 'consults.patient_id')
    .where('consults.centre_id', '=', DEMO_CENTRE.id)
    .where('invites.role', '=', 'patient')
    .where('invites.closes_at', '>', now())
    .selectAll('invites')
    .select([
      'consults.state as consult_state',
      'consults.patient_id',
      'patients.key_sealed',
      'patients.master_key_id',
    ])
    .orderBy('invites.opens_at')
    .execute()
  for (const invite of invites) {
    const state = inviteState({ ...inviteFacts(invite), consultState: invite.consult_state }, now())
    const key = state === 'open' ? keyOf(vault, invite) : null
    if (!key || inviteName(key, invite) !== DEMO_PATIENT.name) continue
    const secrets = openSecrets(key, invite)
    if (secrets) return { link: visitLink(publicUrl, secrets.token), code: secrets.code }
  }
  return undefined
}
