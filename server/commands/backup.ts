import { resolve } from 'node:path'
import { checkBackup } from '../backup/readBackup.ts'
import { writeBackup } from '../backup/writeBackup.ts'
import { loadSecrets } from '../persistence/secrets.ts'
import { openInstallation } from './installation.ts'
import { passphrase } from './passphrase.ts'
import { runCommand } from './runCommand.ts'

/** `npm run backup [-- FILE]`: also while the service runs. */
await runCommand(async (env, [name]) => {
  const now = new Date()
  const stamp = now.toISOString().slice(0, 19).replaceAll(':', '')
  const file = resolve(name ?? `consilium-${stamp}.backup`)
  const secret = await passphrase(env.BACKUP_PASSPHRASE, true)
  await using installation = await openInstallation(env, { share: true })
  const { url, dataDir, filesDir } = installation
  const secrets = loadSecrets(env, dataDir)
  const made = await writeBackup({
    ...{ url, filesDir, secrets, file, passphrase: secret, now: () => now },
  })
  await checkBackup(file, secret)
  const rows = Object.values(made.rows).reduce((sum, count) => sum + count, 0)
  const warning = made.auditWhole
    ? ''
    : '\nThe audit log is broken: run `npm run audit:verify`. The backup holds it as it is.'
  return `${file} holds ${rows} rows, ${made.files} files and the keys, and was read back. Whoever has it and the passphrase has everything.${warning}`
})
