import { randomBytes } from 'node:crypto'
import { chmod, mkdtempDisposable, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadSecrets, readSecrets, secretsFile } from '../../server/persistence/secrets.ts'

const newKey = () => randomBytes(32).toString('base64')
const folder = () => mkdtempDisposable(join(tmpdir(), 'consilium-secrets-'))

test('outside production secrets are made once, for this account only', async () => {
  await using dir = await folder()
  const made = loadSecrets({ NODE_ENV: 'development' }, join(dir.path, 'data'))
  const file = secretsFile(join(dir.path, 'data'))
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  await chmod(file, 0o644)
  expect(loadSecrets({ NODE_ENV: 'development' }, join(dir.path, 'data'))).toEqual(made)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(made.masterKey).not.toBe(made.accessTokenSecret)
})

test('what the environment says goes before what was made', async () => {
  await using dir = await folder()
  const made = loadSecrets({ NODE_ENV: 'development' }, dir.path)
  const MASTER_KEY = newKey()
  expect(loadSecrets({ NODE_ENV: 'development', MASTER_KEY }, dir.path)).toEqual({
    masterKey: MASTER_KEY,
    masterKeysOld: [],
    accessTokenSecret: made.accessTokenSecret,
  })
})

test('secrets that cannot be read are never replaced by new ones', async () => {
  await using dir = await folder()
  await writeFile(secretsFile(dir.path), '{"masterKey": "')
  expect(() => loadSecrets({ NODE_ENV: 'development' }, dir.path)).toThrow(/Restore a backup/)
})

test('production starts with its own secrets and makes none', async () => {
  await using dir = await folder()
  const env = {
    NODE_ENV: 'production' as const,
    MASTER_KEY: newKey(),
    MASTER_KEYS_OLD: [newKey()],
    ACCESS_TOKEN_SECRET: newKey(),
  }
  expect(loadSecrets(env, dir.path)).toEqual({
    masterKey: env.MASTER_KEY,
    masterKeysOld: env.MASTER_KEYS_OLD,
    accessTokenSecret: env.ACCESS_TOKEN_SECRET,
  })
  expect(readSecrets(dir.path)).toBeUndefined()
})

test('production refuses each missing, weak or repeated secret with a sentence', async () => {
  await using dir = await folder()
  loadSecrets({ NODE_ENV: 'development' }, dir.path)
  const MASTER_KEY = newKey()
  const refused = (env: object) => () => loadSecrets({ NODE_ENV: 'production', ...env }, dir.path)
  expect(refused({})).toThrow(/MASTER_KEY is not set.*secrets\.json.*\nACCESS_TOKEN_SECRET is not/)
  expect(refused({ MASTER_KEY })).toThrow(/^ACCESS_TOKEN_SECRET is not set/)
  expect(refused({ MASTER_KEY, ACCESS_TOKEN_SECRET: MASTER_KEY })).toThrow(
    'ACCESS_TOKEN_SECRET is the same as MASTER_KEY',
  )
  expect(refused({ MASTER_KEY, ACCESS_TOKEN_SECRET: 'A'.repeat(43) })).toThrow(
    /^ACCESS_TOKEN_SECRET repeats itself/,
  )
  const rest = { MASTER_KEY, ACCESS_TOKEN_SECRET: newKey() }
  expect(refused({ ...rest, TURN_SECRET: 'c2hvcnQ=' })).toThrow(/^TURN_SECRET has fewer/)
  expect(refused({ ...rest, METRICS_TOKEN: MASTER_KEY })).toThrow(/^METRICS_TOKEN is the same/)
  expect(refused({ ...rest, MASTER_KEYS_OLD: [MASTER_KEY] })).toThrow(
    /^MASTER_KEYS_OLD is the same/,
  )
})
