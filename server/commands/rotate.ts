import { AppError } from '../../shared/AppError.ts'
import { AuditLog } from '../audit/AuditLog.ts'
import type { Environment } from '../config.ts'
import { migrate, openDatabase } from '../persistence/Database.ts'
import { rotateMasterKey } from '../persistence/rotateMasterKey.ts'
import { loadSecrets, newSecret, type Secrets, writeSecrets } from '../persistence/secrets.ts'
import { Vault } from '../persistence/Vault.ts'
import { openInstallation } from './installation.ts'
import { runCommand } from './runCommand.ts'

/**
 * `npm run rotate`: puts a new master key in the place of the old one. Where the environment dictates the keys, set the
 * new one as MASTER_KEY and the old one as MASTER_KEYS_OLD on every node first. Interrupted, it is run again.
 */
await runCommand(async (env) => {
  const dictated = env.MASTER_KEY !== undefined
  await using installation = await openInstallation(env, { share: dictated })
  const { dataDir, url } = installation
  const secrets = begin(loadSecrets(env, dataDir), env)
  if (!dictated) writeSecrets(dataDir, secrets)
  const vault = new Vault({ current: secrets.masterKey, old: secrets.masterKeysOld })
  const db = openDatabase(url)
  try {
    await migrate(db)
    const details = await rotateMasterKey(db, vault)
    // Also signs the head of the log by the new key.
    const actor = { kind: 'system' } as const
    await new AuditLog(vault).append(db, {
      centreId: null,
      actor,
      action: 'masterKey.rotated',
      details,
    })
    if (!dictated) writeSecrets(dataDir, { ...secrets, masterKeysOld: [] })
    const next = dictated
      ? 'MASTER_KEYS_OLD is needed no more: take it out.'
      : 'The old key is gone.'
    return `The new master key seals ${details.patients} patients and ${details.secrets} other secrets. ${next} Make a backup now; older ones bring their own key along.`
  } finally {
    await db.destroy()
  }
})

/** A rotation that was interrupted goes on with the key that it began with. */
function begin(secrets: Secrets, { MASTER_KEY }: Environment): Secrets {
  const { masterKey, masterKeysOld } = secrets
  if (masterKeysOld.length > 0) return secrets
  if (MASTER_KEY !== undefined)
    throw new AppError(
      'bad_request',
      'MASTER_KEYS_OLD is not set, so there is nothing to rotate. Set the new key as MASTER_KEY and the old one as MASTER_KEYS_OLD, restart every node, and run this again.',
    )
  return { ...secrets, masterKey: newSecret(), masterKeysOld: [masterKey] }
}
