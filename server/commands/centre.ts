import { parseArgs } from 'node:util'
import { AppError } from '../../shared/AppError.ts'
import { AuditLog } from '../audit/AuditLog.ts'
import { migrate, openDatabase } from '../persistence/Database.ts'
import { loadSecrets } from '../persistence/secrets.ts'
import { Vault } from '../persistence/Vault.ts'
import { publicUrlOf } from '../publicUrlOf.ts'
import { FirstCentre, makeCentre } from '../staff/makeCentre.ts'
import { openInstallation } from './installation.ts'
import { runCommand } from './runCommand.ts'

const USAGE =
  'npm run centre -- --centre "Lindenhof Cancer Centre" --zone Europe/Berlin --administrator "Dr Anna Weber" --email anna.weber@example.org'

/** `npm run centre`: makes a centre and the link by which its first administrator sets a password. */
await runCommand(async (env, args) => {
  const wanted = FirstCentre.safeParse(read(args))
  if (!wanted.success)
    throw new AppError(
      'bad_request',
      `${wanted.error.issues.map(({ path, message }) => `--${path.join()}: ${message}`).join('\n')}\n\nLike this: ${USAGE}`,
    )
  await using installation = await openInstallation(env, { share: true })
  const secrets = loadSecrets(env, installation.dataDir)
  const vault = new Vault({ current: secrets.masterKey, old: secrets.masterKeysOld })
  const db = openDatabase(installation.url)
  try {
    await migrate(db)
    const parts = { db, audit: new AuditLog(vault), now: () => new Date() }
    const link = await makeCentre({ ...parts, publicUrl: publicUrlOf(env) }, wanted.data)
    return `The centre is made. ${wanted.data.administrator} sets a password here, once, within seven days:\n${link}`
  } finally {
    await db.destroy()
  }
})

function read(args: readonly string[]): unknown {
  const text = { type: 'string' } as const
  const options = { centre: text, zone: text, administrator: text, email: text }
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (cause) {
    throw new AppError('bad_request', `Not understood. Like this: ${USAGE}`, { cause })
  }
}
