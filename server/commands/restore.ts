import { resolve } from 'node:path'
import { AppError } from '../../shared/AppError.ts'
import { restoreBackup } from '../backup/restoreBackup.ts'
import { openInstallation } from './installation.ts'
import { passphrase } from './passphrase.ts'
import { runCommand } from './runCommand.ts'

/** `npm run restore -- FILE [--replace]`: while the service is stopped. */
await runCommand(async (env, args) => {
  const replace = args.includes('--replace')
  const [file, ...more] = args.filter((word) => word !== '--replace')
  if (file === undefined || file.startsWith('-') || more.length > 0)
    throw new AppError('bad_request', 'Say which backup: npm run restore -- FILE [--replace]')
  const secret = await passphrase(env.BACKUP_PASSPHRASE, false)
  await using installation = await openInstallation(env, { share: false })
  const { url, dataDir, filesDir } = installation
  const { manifest, totals } = await restoreBackup({
    ...{ url, dataDir, filesDir, replace, file: resolve(file), passphrase: secret },
    masterKeys: env.MASTER_KEY ? [env.MASTER_KEY, ...(env.MASTER_KEYS_OLD ?? [])] : [],
    now: () => new Date(),
  })
  return `Restored the record of ${manifest.madeAt} with ${totals.files} files. Patients whose time has come since are erased at the next start.`
})
