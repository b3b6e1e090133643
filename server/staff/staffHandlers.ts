import { randomUUID } from 'node:crypto'
import type { centre, StaffView } from '../../shared/api/centre.ts'
import { AppError } from '../../shared/AppError.ts'
import { newEnrolment } from '../auth/enrolments.ts'
import type { RouteHandlers } from '../http/RouteHandlers.ts'
import type { Row } from '../persistence/tables.ts'
import { adminEntry } from './adminEntry.ts'
import { giveLink } from './giveLink.ts'
import { offBoard } from './offBoard.ts'
import { requireOtherAdministrator, staffMember } from './staffMember.ts'
import type { StaffParts } from './StaffParts.ts'

type Part = Pick<typeof centre, 'staff.list' | 'staff.invite' | 'staff.change' | 'staff.offBoard'>

export function staffHandlers(parts: StaffParts): RouteHandlers<Part> {
  const { db, audit, now } = parts
  return {
    'staff.list': async (_input, { centreId }) => {
      const rows = await db
        .selectFrom('staff')
        .where('centre_id', '=', centreId)
        .orderBy('name')
        .selectAll()
        .execute()
      return rows.map(viewOf)
    },

    'staff.invite': async ({ body: { name, email, roles } }, caller) => {
      const staffId = randomUUID()
      const { token, centreName } = await db.transaction().execute(async (tx) => {
        const { name: centreName } = await tx
          .selectFrom('centres')
          .where('id', '=', caller.centreId)
          .select('name')
          .executeTakeFirstOrThrow()
        const row = { id: staffId, centre_id: caller.centreId, name, email, roles }
        await tx
          .insertInto('staff')
          .values({ ...row, created_at: now() })
          .execute()
          .catch(refuseDuplicate)
        const token = await newEnrolment(tx, staffId, 'invitation', now())
        await audit.append(tx, adminEntry(caller, 'staff.invited', staffId))
        return { token, centreName }
      })
      const given = await giveLink(parts, { purpose: 'invitation', token, email, centreName })
      return { staffId, ...given }
    },

    'staff.change': async ({ params: { staffId }, body: { roles } }, caller) => {
      await db.transaction().execute(async (tx) => {
        const member = await staffMember(tx, caller.centreId, staffId)
        if (!roles.includes('administrator')) await requireOtherAdministrator(tx, member)
        await tx.updateTable('staff').set({ roles }).where('id', '=', staffId).execute()
        const details = { roles: roles.join(' ') }
        await audit.append(tx, adminEntry(caller, 'staff.changed', staffId, details))
      })
    },

    'staff.offBoard': ({ params: { staffId } }, caller) => offBoard(parts, caller, staffId),
  }
}

function viewOf(row: Row<'staff'>): StaffView {
  const isActive = row.password_hash === null ? 'invited' : 'active'
  return {
    staffId: row.id,
    name: row.name,
    email: row.email,
    roles: row.roles,
    secondFactor: row.totp_confirmed_at !== null,
    state: row.off_boarded_at === null ? isActive : 'offBoarded',
  }
}

const UNIQUE_VIOLATION = '23505'

function refuseDuplicate(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION)
    throw new AppError('conflict', 'There is an account with this e-mail address already.', {
      cause: error,
    })
  throw error
}
