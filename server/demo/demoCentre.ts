import { hashPassword } from '../auth/passwords.ts'
import type { Db, RecordParts } from '../consults/ConsultParts.ts'
import { planConsult } from '../consults/planConsult.ts'
import type { Patient } from '../consults/patientSeal.ts'
import {
  DEMO_CENTRE,
  DEMO_COLLEAGUES,
  DEMO_HOST,
  DEMO_PATIENT,
  TOMORROWS_PATIENT,
} from './demoPeople.ts'
import { openDemoInvite } from './openDemoInvite.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const SOON_MS = 10 * MINUTE_MS
const CONSULT_MINUTES = 30
const LISTED_AS = ['clinician', 'nurse', 'coordinator'] as const

/** What `npm start` prints: with it, a newcomer is in a call with themselves within a minute. */
export interface DemoWelcome {
  readonly address: string
  readonly email: string
  readonly password: string
  readonly patientLink: string
  readonly patientCode: string
}

/**
 * On an empty database makes a centre with staff and consults, and later sees to it that there is always a consult to
 * go to now. Undefined where the database belongs to somebody else. Not for production: its password is printed.
 */
export async function demoCentre(
  parts: RecordParts & { readonly publicUrl: string },
  password: string,
): Promise<DemoWelcome | undefined> {
  const isNew = await makeCentre(parts, password)
  const hostId = await findHost(parts.db)
  if (hostId === undefined) return undefined
  if (isNew) {
    const tomorrow = parts.now().getTime() + DAY_MS
    await plan(parts, hostId, 'Results of the scan', TOMORROWS_PATIENT, tomorrow)
  }
  let invite = await openDemoInvite(parts)
  if (!invite) {
    const soon = parts.now().getTime() + SOON_MS
    await plan(parts, hostId, 'Follow-up after chemotherapy', DEMO_PATIENT, soon)
    invite = await openDemoInvite(parts)
  }
  return (
    invite && {
      address: parts.publicUrl,
      email: DEMO_HOST.email,
      password,
      patientLink: invite.link,
      patientCode: invite.code,
    }
  )
}

/** False where there is a centre already, this one or another. */
async function makeCentre({ db, now }: RecordParts, password: string): Promise<boolean> {
  const any = await db.selectFrom('centres').select('id').limit(1).executeTakeFirst()
  if (any) return false
  const passwordHash = await hashPassword(password)
  return await db.transaction().execute(async (tx) => {
    const made = await tx
      .insertInto('centres')
      .values({
        id: DEMO_CENTRE.id,
        name: DEMO_CENTRE.name,
        time_zone: DEMO_CENTRE.timeZone,
        phone: DEMO_CENTRE.phone,
        second_factor_required: false,
        retention_days: '{}',
        created_at: now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    // Another node was faster.
    if (!made) return false
    await tx
      .insertInto('staff')
      .values(
        [DEMO_HOST, ...DEMO_COLLEAGUES].map(({ name, email, roles }) => ({
          id: crypto.randomUUID(),
          centre_id: DEMO_CENTRE.id,
          name,
          email,
          roles: [...roles],
          password_hash: passwordHash,
          created_at: now(),
        })),
      )
      .execute()
    return true
  })
}

async function findHost(db: Db): Promise<string | undefined> {
  const host = await db
    .selectFrom('staff')
    .select('id')
    .where('centre_id', '=', DEMO_CENTRE.id)
    .where('email', '=', DEMO_HOST.email)
    .where('off_boarded_at', 'is', null)
    .executeTakeFirst()
  return host?.id
}

async function plan(
  parts: RecordParts,
  hostId: string,
  title: string,
  patient: Patient,
  atMs: number,
): Promise<void> {
  const startsAt = new Date(Math.ceil(atMs / MINUTE_MS) * MINUTE_MS)
  const colleagues = await parts.db
    .selectFrom('staff')
    .select(['id', 'roles'])
    .where('centre_id', '=', DEMO_CENTRE.id)
    .where('id', '!=', hostId)
    .where('off_boarded_at', 'is', null)
    .execute()
  await planConsult(
    parts,
    {
      title,
      startsAt: startsAt.toISOString(),
      minutes: CONSULT_MINUTES,
      timeZone: DEMO_CENTRE.timeZone,
      people: colleagues.map(({ id, roles }) => ({
        staffId: id,
        role: LISTED_AS.find((role) => roles.includes(role)) ?? 'observer',
      })),
      patient,
    },
    { staffId: hostId, centreId: DEMO_CENTRE.id },
  )
}
