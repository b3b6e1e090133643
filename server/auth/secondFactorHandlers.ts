import type { account } from '../../shared/api/account.ts'
import { AppError } from '../../shared/AppError.ts'
import type { RouteHandlers, StaffCaller } from '../http/RouteHandlers.ts'
import { sealContext } from '../persistence/Vault.ts'
import type { AccountParts } from './AccountParts.ts'
import { ownEntry, ownRow } from './ownAccount.ts'
import { newTotpSecret, totpStep, totpUri } from './secondFactor.ts'

type Part = Pick<typeof account, 'account.offerSecondFactor' | 'account.confirmSecondFactor'>

export function secondFactorHandlers(parts: AccountParts): RouteHandlers<Part> {
  const { db, vault, limits, now } = parts
  return {
    'account.offerSecondFactor': async (_input, caller) => {
      const { email, totp_confirmed_at: confirmedAt } = await ownRow(db, caller)
      refuseAnother(confirmedAt)
      const secret = newTotpSecret()
      await db
        .updateTable('staff')
        .set({ totp_secret_sealed: vault.seal(secret, contextOf(caller)) })
        .where('id', '=', caller.staffId)
        .where('totp_confirmed_at', 'is', null)
        .execute()
      return { secret, uri: totpUri(secret, email) }
    },

    'account.confirmSecondFactor': async ({ body: { code } }, caller) => {
      await limits.take('signIn', caller.staffId)
      const row = await ownRow(db, caller)
      refuseAnother(row.totp_confirmed_at)
      const sealed = row.totp_secret_sealed
      if (sealed === null)
        throw new AppError('conflict', 'No second factor was offered yet. Please start again.')
      const step = totpStep(vault.open(sealed, contextOf(caller)), code, now())
      if (step === undefined)
        throw new AppError('bad_request', 'This code is not right. Please wait for the next one.')
      await putInForce(parts, caller, sealed, step)
      await limits.forgive('signIn', caller.staffId)
    },
  }
}

/** Only the secret that the code was made from: another tab may have asked for a newer one meanwhile. */
async function putInForce(
  { db, audit, now }: AccountParts,
  caller: StaffCaller,
  sealed: Buffer,
  step: number,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('staff')
      .set({ totp_confirmed_at: now(), totp_last_step: step })
      .where('id', '=', caller.staffId)
      .where('totp_confirmed_at', 'is', null)
      .where('totp_secret_sealed', '=', sealed)
      .executeTakeFirst()
    if (numUpdatedRows !== 1n)
      throw new AppError('conflict', 'A newer secret was made. Please scan that one.')
    await audit.append(tx, ownEntry(caller, 'secondFactor.added'))
  })
}

/** Whoever took over an open session must not be able to replace the factor that keeps them out later. */
function refuseAnother(confirmedAt: Date | null): void {
  if (confirmedAt !== null)
    throw new AppError(
      'conflict',
      'You have a second factor already. To replace it, ask an administrator to reset it.',
    )
}

function contextOf({ staffId }: StaffCaller): string {
  return sealContext('staff', 'totp_secret_sealed', staffId)
}
