import { sql } from 'kysely'
import type { centre } from '../../shared/api/centre.ts'
import { AppError } from '../../shared/AppError.ts'
import { RETENTION, RETENTION_CLASSES, retentionDays } from '../../shared/domain/retention.ts'
import type { RouteHandlers } from '../http/RouteHandlers.ts'
import { adminEntry } from './adminEntry.ts'
import type { StaffParts } from './StaffParts.ts'

type Part = Pick<typeof centre, 'retention.read' | 'retention.change'>

export function retentionHandlers({ db, audit }: StaffParts): RouteHandlers<Part> {
  return {
    'retention.read': async (_input, { centreId }) => {
      const { retention_days: chosen } = await db
        .selectFrom('centres')
        .where('id', '=', centreId)
        .select('retention_days')
        .executeTakeFirstOrThrow()
      const lastRun = await db
        .selectFrom('job_runs')
        .where('job', '=', 'retention')
        .where('centre_id', '=', centreId)
        .orderBy('at', 'desc')
        .select(['at', 'result'])
        .executeTakeFirst()
      return {
        classes: RETENTION_CLASSES.map((of) => ({
          of,
          days: retentionDays(of, chosen),
          ...RETENTION[of],
        })),
        lastRun: lastRun ? { at: lastRun.at.toISOString(), removed: lastRun.result } : null,
      }
    },

    'retention.change': async ({ body: { of, days } }, caller) => {
      const { minimumDays } = RETENTION[of]
      if (days < minimumDays)
        throw new AppError('bad_request', `This must be kept for ${minimumDays} days at least.`)
      await db.transaction().execute(async (tx) => {
        await tx
          .updateTable('centres')
          .set({ retention_days: sql`retention_days || ${JSON.stringify({ [of]: days })}::jsonb` })
          .where('id', '=', caller.centreId)
          .execute()
        const details = { of, days }
        await audit.append(tx, adminEntry(caller, 'retention.changed', undefined, details))
      })
    },
  }
}
