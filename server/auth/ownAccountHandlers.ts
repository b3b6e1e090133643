import type { account } from '../../shared/api/account.ts'
import { AppError } from '../../shared/AppError.ts'
import type { RouteHandlers } from '../http/RouteHandlers.ts'
import type { AccountParts } from './AccountParts.ts'
import { accountOf } from './accountOf.ts'
import { ownEntry, ownRow } from './ownAccount.ts'
import { hashPassword, passwordIs } from './passwords.ts'

type Part = Pick<typeof account, 'account.read' | 'account.setPassword'>

export function ownAccountHandlers(parts: AccountParts): RouteHandlers<Part> {
  const { db, audit, limits, sessions } = parts
  return {
    'account.read': (_input, { staffId }) => accountOf(db, staffId),

    'account.setPassword': async ({ body: { current, next } }, caller) => {
      await limits.take('signIn', caller.staffId)
      const { password_hash: stored } = await ownRow(db, caller)
      if (!(await passwordIs(stored, current)))
        throw new AppError('forbidden', 'Your current password is not right.')
      const password_hash = await hashPassword(next)
      const others = await db.transaction().execute(async (tx) => {
        await tx
          .updateTable('staff')
          .set({ password_hash })
          .where('id', '=', caller.staffId)
          .execute()
        const ended = await sessions.endAll(tx, caller.staffId, caller.sessionId)
        await audit.append(tx, ownEntry(caller, 'password.changed'))
        return ended
      })
      sessions.closeSockets(others)
      await limits.forgive('signIn', caller.staffId)
    },
  }
}
