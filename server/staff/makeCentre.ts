import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { Email, PersonName, TimeZone } from '../../shared/api/fields.ts'
import type { AuditLog } from '../audit/AuditLog.ts'
import { enrolmentLink, newEnrolment } from '../auth/enrolments.ts'
import type { Tables } from '../persistence/tables.ts'

/** A centre and its first administrator: whoever runs the server makes them, everybody else is invited by that one. */
export const FirstCentre = z.strictObject({
  centre: z.string().trim().min(1).max(120),
  zone: TimeZone,
  administrator: PersonName,
  email: Email,
})
export type FirstCentre = z.infer<typeof FirstCentre>

/** Gives the link by which the administrator sets a password; it works once, for seven days. */
export async function makeCentre(
  parts: {
    readonly db: Kysely<Tables>
    readonly audit: AuditLog
    readonly now: () => Date
    readonly publicUrl: string
  },
  { centre, zone, administrator, email }: FirstCentre,
): Promise<string> {
  const { db, audit, now, publicUrl } = parts
  const [centreId, staffId] = [randomUUID(), randomUUID()]
  const token = await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('centres')
      .values({
        ...{ id: centreId, name: centre, time_zone: zone, retention_days: '{}' },
        ...{ second_factor_required: true, created_at: now() },
      })
      .execute()
    await tx
      .insertInto('staff')
      .values({
        ...{ id: staffId, centre_id: centreId, name: administrator, email },
        ...{ roles: ['administrator'], created_at: now() },
      })
      .execute()
    const made = await newEnrolment(tx, staffId, 'invitation', now())
    await audit.append(tx, {
      centreId,
      actor: { kind: 'system' },
      action: 'centre.made',
      target: { kind: 'staff', id: staffId },
    })
    return made
  })
  return enrolmentLink(publicUrl, token)
}
