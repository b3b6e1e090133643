import type { Kysely } from 'kysely'
import type { centre } from '../../shared/api/centre.ts'
import type { RouteHandlers } from '../http/RouteHandlers.ts'
import type { Tables } from '../persistence/tables.ts'
import { adminEntry } from './adminEntry.ts'
import type { StaffParts } from './StaffParts.ts'

type Part = Pick<typeof centre, 'centre.read' | 'centre.change' | 'colleagues.list'>

export function settingsHandlers({ db, audit }: StaffParts): RouteHandlers<Part> {
  return {
    'centre.read': (_input, { centreId }) => settingsOf(db, centreId),

    'centre.change': async ({ body }, caller) => {
      const { name, timeZone, phone, secondFactorRequired } = body
      const changes = {
        ...(name === undefined ? {} : { name }),
        ...(timeZone === undefined ? {} : { time_zone: timeZone }),
        ...(phone === undefined ? {} : { phone }),
        ...(secondFactorRequired === undefined
          ? {}
          : { second_factor_required: secondFactorRequired }),
      }
      const changed = Object.keys(changes)
      if (changed.length > 0)
        await db.transaction().execute(async (tx) => {
          await tx.updateTable('centres').set(changes).where('id', '=', caller.centreId).execute()
          const details = { changed: changed.join(' ') }
          await audit.append(tx, adminEntry(caller, 'centre.changed', undefined, details))
        })
      return settingsOf(db, caller.centreId)
    },

    'colleagues.list': async (_input, { centreId }) => {
      const rows = await db
        .selectFrom('staff')
        .where('centre_id', '=', centreId)
        .where('off_boarded_at', 'is', null)
        .where('password_hash', 'is not', null)
        .orderBy('name')
        .select(['id', 'name', 'roles'])
        .execute()
      return rows.map(({ id, name, roles }) => ({ staffId: id, name, roles }))
    },
  }
}

async function settingsOf(db: Kysely<Tables>, centreId: string) {
  const row = await db
    .selectFrom('centres')
    .where('id', '=', centreId)
    .select(['name', 'time_zone', 'phone', 'second_factor_required'])
    .executeTakeFirstOrThrow()
  return {
    name: row.name,
    timeZone: row.time_zone,
    phone: row.phone,
    secondFactorRequired: row.second_factor_required,
  }
}
