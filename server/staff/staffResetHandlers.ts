import type { Kysely } from 'kysely'
import type { centre } from '../../shared/api/centre.ts'
import { AppError } from '../../shared/AppError.ts'
import { newEnrolment } from '../auth/enrolments.ts'
import type { RouteHandlers, StaffCaller } from '../http/RouteHandlers.ts'
import type { Tables } from '../persistence/tables.ts'
import { adminEntry } from './adminEntry.ts'
import { giveLink } from './giveLink.ts'
import { staffMember } from './staffMember.ts'
import type { StaffParts } from './StaffParts.ts'

type Part = Pick<
  typeof centre,
  'staff.resetPassword' | 'staff.resetSecondFactor' | 'staff.resetDevices'
>

export function staffResetHandlers(parts: StaffParts): RouteHandlers<Part> {
  const { db, audit, sessions, now } = parts
  return {
    'staff.resetPassword': async ({ params: { staffId } }, caller) => {
      refuseOneself(caller, staffId)
      const { email, token, centreName, ended } = await db.transaction().execute(async (tx) => {
        const member = await staffMember(tx, caller.centreId, staffId)
        await tx
          .updateTable('staff')
          .set({ password_hash: null })
          .where('id', '=', staffId)
          .execute()
        const ended = await sessions.endAll(tx, staffId)
        const token = await newEnrolment(tx, staffId, 'reset', now())
        const { name: centreName } = await tx
          .selectFrom('centres')
          .where('id', '=', caller.centreId)
          .select('name')
          .executeTakeFirstOrThrow()
        await audit.append(tx, adminEntry(caller, 'staff.passwordReset', staffId))
        return { email: member.email, token, centreName, ended }
      })
      sessions.closeSockets(ended)
      return giveLink(parts, { purpose: 'reset', token, email, centreName })
    },

    'staff.resetSecondFactor': async ({ params: { staffId } }, caller) => {
      refuseOneself(caller, staffId)
      await reset(parts, caller, { staffId, action: 'staff.secondFactorReset' }, async (tx) => {
        await tx
          .updateTable('staff')
          .set({ totp_secret_sealed: null, totp_confirmed_at: null, totp_last_step: null })
          .where('id', '=', staffId)
          .execute()
      })
    },

    'staff.resetDevices': async ({ params: { staffId } }, caller) => {
      await reset(parts, caller, { staffId, action: 'staff.devicesReset' }, async (tx) => {
        await tx.deleteFrom('devices').where('staff_id', '=', staffId).execute()
      })
    },
  }
}

/** Takes something from an account; whoever is signed in to it has to do so again. */
async function reset(
  { db, audit, sessions }: StaffParts,
  caller: StaffCaller,
  { staffId, action }: { readonly staffId: string; readonly action: string },
  take: (tx: Kysely<Tables>) => Promise<void>,
): Promise<void> {
  const ended = await db.transaction().execute(async (tx) => {
    await staffMember(tx, caller.centreId, staffId)
    await take(tx)
    const sessionIds = await sessions.endAll(tx, staffId)
    await audit.append(tx, adminEntry(caller, action, staffId))
    return sessionIds
  })
  sessions.closeSockets(ended)
}

/** Whoever took over an administrator's open session must not be able to take over the account with it. */
function refuseOneself({ staffId }: StaffCaller, target: string): void {
  if (staffId === target)
    throw new AppError(
      'conflict',
      'You cannot reset your own account. Please ask another administrator.',
    )
}
