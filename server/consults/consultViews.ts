import type { Consult, ConsultSummary, InviteView } from '../../shared/api/consults.ts'
import { stateAt } from '../../shared/domain/consult.ts'
import type { ConsultParts } from './ConsultParts.ts'
import { checksOn, type ConsultRow, openConsult, peopleOn, standingOf } from './consultStore.ts'
import { invitesOf, invitesWithSecret, inviteView } from './inviteStore.ts'
import { keyOf } from './patientSeal.ts'

type ViewParts = Pick<ConsultParts, 'db' | 'vault' | 'presence' | 'now' | 'publicUrl'>

/** A consult as it stands in a day's list. */
export function consultSummary(
  { vault, presence, now }: ViewParts,
  row: ConsultRow,
): ConsultSummary {
  const { title, patient } = openConsult(vault, row)
  return {
    consultId: row.id,
    title,
    patientName: patient?.name ?? null,
    startsAt: row.starts_at.toISOString(),
    minutes: row.minutes,
    timeZone: row.time_zone,
    lateMinutes: row.late_minutes,
    state: stateAt(standingOf(row), now()),
    waiting: presence.waiting(row.id),
  }
}

/** A consult with its people; `invites` are for those who may host, empty for the others. */
export async function consultView(
  parts: ViewParts,
  row: ConsultRow,
  invites: readonly InviteView[],
): Promise<Consult> {
  const checks = await checksOn(parts.db, row.id)
  return {
    ...consultSummary(parts, row),
    patient: openConsult(parts.vault, row).patient,
    people: await peopleOn(parts.db, row.id),
    invites: [...invites],
    checks: checks.map((check) => ({
      at: check.at.toISOString(),
      by: check.name,
      identityConfirmed: check.identity_confirmed,
      othersKnown: check.others_known,
      consentGiven: check.consent_given,
    })),
  }
}

/** Every invite of a consult with link and code; none once the patient was erased. */
export async function inviteViews(
  { db, vault, now, publicUrl }: ViewParts,
  row: ConsultRow,
): Promise<readonly InviteView[]> {
  const key = keyOf(vault, row)
  if (!key) return []
  const invites = await invitesOf(db, row.id)
  const withSecret = await invitesWithSecret(db, row.id)
  return invites.map((invite) =>
    inviteView(invite, key, {
      ...{ consultState: row.state, now: now(), publicUrl },
      hasSecret: withSecret.has(invite.id),
    }),
  )
}
