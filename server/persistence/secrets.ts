import { randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../shared/AppError.ts'
import type { Environment } from '../config.ts'
import { weaknessOf } from './secretStrength.ts'
import { writeDurably } from './writeDurably.ts'

export const Secrets = z.object({
  masterKey: z.string(),
  masterKeysOld: z.array(z.string()),
  accessTokenSecret: z.string(),
})
/** Keys as base64 or base64url. */
export type Secrets = Readonly<z.infer<typeof Secrets>>

type SecretVariables = Pick<
  Environment,
  | 'NODE_ENV'
  | 'MASTER_KEY'
  | 'MASTER_KEYS_OLD'
  | 'ACCESS_TOKEN_SECRET'
  | 'TURN_SECRET'
  | 'METRICS_TOKEN'
>

/**
 * In production from the environment only; elsewhere what the environment leaves out is made once and kept in the data
 * folder. Throws with a sentence for each secret that is missing, weak, or the same as another.
 */
export function loadSecrets(env: SecretVariables, dataDir: string): Secrets {
  const faults = faultsOf(env, dataDir)
  if (faults.length > 0) throw new AppError('unavailable', faults.join('\n'))
  const { MASTER_KEY: masterKey, ACCESS_TOKEN_SECRET: accessTokenSecret } = env
  const masterKeysOld = env.MASTER_KEYS_OLD ?? []
  if (masterKey && accessTokenSecret) return { masterKey, masterKeysOld, accessTokenSecret }
  const kept = readSecrets(dataDir) ?? makeSecrets(dataDir)
  return {
    masterKey: masterKey ?? kept.masterKey,
    masterKeysOld: masterKey ? masterKeysOld : kept.masterKeysOld,
    accessTokenSecret: accessTokenSecret ?? kept.accessTokenSecret,
  }
}

/** A new secret of 256 bits. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

export function secretsFile(dataDir: string): string {
  return join(dataDir, 'secrets.json')
}

/** What the data folder keeps; undefined when nothing was made there. */
export function readSecrets(dataDir: string): Secrets | undefined {
  const file = secretsFile(dataDir)
  try {
    const text = readFileSync(file, 'utf8')
    chmodSync(file, 0o600)
    return Secrets.parse(JSON.parse(text))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new AppError(
      'unavailable',
      `The secrets in ${file} cannot be read, and without them neither can the record. Restore a backup.`,
      { cause },
    )
  }
}

export function writeSecrets(dataDir: string, secrets: Secrets): void {
  writeDurably(secretsFile(dataDir), JSON.stringify(secrets, null, 2))
}

/** Of two processes that make them at once, both use those of the first. */
function makeSecrets(dataDir: string): Secrets {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const made = { masterKey: newSecret(), masterKeysOld: [], accessTokenSecret: newSecret() }
  const fresh = `${secretsFile(dataDir)}.${randomUUID()}`
  writeDurably(fresh, JSON.stringify(made, null, 2))
  try {
    linkSync(fresh, secretsFile(dataDir))
    return made
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return readSecrets(dataDir) ?? made
  } finally {
    rmSync(fresh)
  }
}

function faultsOf(env: SecretVariables, dataDir: string): readonly string[] {
  const given = [
    ['MASTER_KEY', env.MASTER_KEY],
    ['ACCESS_TOKEN_SECRET', env.ACCESS_TOKEN_SECRET],
    ['TURN_SECRET', env.TURN_SECRET],
    ['METRICS_TOKEN', env.METRICS_TOKEN],
    ...(env.MASTER_KEYS_OLD ?? []).map((key) => ['MASTER_KEYS_OLD', key] as const),
  ] as const
  const faults: string[] = []
  const seen = new Map<string, string>()
  for (const [name, value] of given) {
    if (value === undefined) {
      if (isMissing(name, env)) faults.push(missing(name, dataDir))
      continue
    }
    const weakness = weaknessOf(value)
    if (weakness) faults.push(`${name} ${weakness}. Make one with: openssl rand -base64 32`)
    const same = seen.get(value)
    if (same) faults.push(`${name} is the same as ${same}. Each secret must be its own.`)
    seen.set(value, name)
  }
  return faults
}

function isMissing(name: string, { NODE_ENV }: SecretVariables): boolean {
  return NODE_ENV === 'production' && (name === 'MASTER_KEY' || name === 'ACCESS_TOKEN_SECRET')
}

function missing(name: string, dataDir: string): string {
  return name === 'MASTER_KEY'
    ? `MASTER_KEY is not set. Make one with: openssl rand -base64 32. For a record that is there already, it is the one in ${secretsFile(dataDir)}.`
    : `${name} is not set. Make one with: openssl rand -base64 32`
}
