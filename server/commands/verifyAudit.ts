import { AppError } from '../../shared/AppError.ts'
import { verifyAudit } from '../audit/verifyAudit.ts'
import { openDatabase } from '../persistence/Database.ts'
import { loadSecrets } from '../persistence/secrets.ts'
import { Vault } from '../persistence/Vault.ts'
import { openInstallation } from './installation.ts'
import { runCommand } from './runCommand.ts'

/** `npm run audit:verify`: also while the service runs. */
await runCommand(async (env) => {
  await using installation = await openInstallation(env, { share: true })
  const secrets = loadSecrets(env, installation.dataDir)
  const db = openDatabase(installation.url)
  try {
    const vault = new Vault({ current: secrets.masterKey, old: secrets.masterKeysOld })
    const verdict = await verifyAudit(db, vault)
    if ('brokenAt' in verdict)
      throw new AppError(
        'conflict',
        `The audit log is broken at entry ${verdict.brokenAt}. ${verdict.why} Keep a backup of it as evidence, and restore one from before.`,
      )
    const { seq, hash } = verdict.head
    return `The audit log is whole: ${verdict.entries} entries. Note elsewhere, to notice a database that was put back: entry ${seq}, ${hash}`
  } finally {
    await db.destroy()
  }
})
