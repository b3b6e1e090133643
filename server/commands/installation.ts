import { join } from 'node:path'
import type { Environment } from '../config.ts'
import { dataFolder } from '../persistence/dataFolder.ts'
import { startEmbedded } from '../persistence/EmbeddedPostgres.ts'

/** What a command works on. */
export interface Installation extends AsyncDisposable {
  readonly url: string
  readonly dataDir: string
  readonly filesDir: string
}

/** The installation that the environment describes; `share` when the service may go on meanwhile. */
export async function openInstallation(
  env: Environment,
  options: { readonly share: boolean },
): Promise<Installation> {
  const dataDir = dataFolder(env)
  const folders = { dataDir, filesDir: join(dataDir, 'files') }
  if (env.DATABASE_URL)
    return { ...folders, url: env.DATABASE_URL, [Symbol.asyncDispose]: () => Promise.resolve() }
  const embedded = await startEmbedded({ dataDir, ...options })
  return { ...folders, url: embedded.url, [Symbol.asyncDispose]: () => embedded.stop() }
}
