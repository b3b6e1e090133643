import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/** The ground that server features stand on; it knows none of them. */
const GROUND = [
  'server/signalling',
  'server/http',
  'server/persistence',
  'server/cluster',
  'server/audit',
  'server/mail',
  'server/log.ts',
  'server/config.ts',
  'server/opaqueToken.ts',
]
const FEATURE = ['shared', ...GROUND, 'server/rooms']

/** What nodes share, as the live side sees it: interfaces only. */
const PORTS = ['Limits', 'Tickets', 'RoomLeases'].map((port) => `server/cluster/${port}.ts`)

/** Each folder, and all it may import besides itself. The longest matching folder speaks; one without a line is refused. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  'shared/domain': ['shared/AppError.ts'],
  'shared/protocol': ['shared'],
  'shared/api': ['shared'],

  server: ['shared', 'scripts/worker'],
  'server/signalling': ['shared', ...PORTS, 'server/log.ts'],
  // It implements the ports of the live side for several nodes, so it knows them; they don't know it.
  'server/cluster': ['shared', 'server/signalling', 'server/rooms', 'server/log.ts'],
  'server/http': ['shared', 'server/cluster', 'server/persistence', 'server/log.ts'],
  'server/persistence': ['shared', 'server/config.ts', 'server/log.ts'],
  'server/audit': ['shared', 'server/persistence'],
  'server/mail': ['shared', 'server/log.ts'],
  'server/rooms': ['shared', 'server/signalling', ...PORTS, 'server/log.ts'],
  'server/media': FEATURE,
  'server/group': FEATURE,
  'server/devices': [...FEATURE, 'server/consults'],
  'server/auth': FEATURE,
  'server/staff': [...FEATURE, 'server/auth'],
  'server/consults': FEATURE,
  'server/visits': [...FEATURE, 'server/consults'],
  'server/retention': FEATURE,
  'server/backup': FEATURE,
  'server/demo': ['shared', 'server'],
  'server/commands': ['shared', 'server'],

  client: ['shared'],
  'client/call': ['shared', 'client/crypto'],
  'client/crypto': ['shared'],
  'client/api': ['shared'],
  'client/i18n': ['client/ui'],
  'client/ui': ['shared/AppError.ts'],
  'client/features': [
    'shared',
    'client/call',
    'client/crypto',
    'client/api',
    'client/i18n',
    'client/ui',
  ],
  'client/pages': ['shared', 'client'],
}

/** All that the code near the keys stands on. */
const CRYPTOGRAPHY = /^(ts-mls|jose|@noble\/hashes|@hpke\/core)(\/|$)/

/** Packages that a folder must do without, or the few that it may have. */
const PACKAGES: readonly (readonly [folder: string, allowed: (name: string) => boolean])[] = [
  ['shared', (name) => name === 'zod'],
  ['shared/domain', () => false],
  ['client/call', (name) => !/^(react|@react|lucide-react|wouter|@tanstack)/.test(name)],
  ['client/crypto', (name) => CRYPTOGRAPHY.test(name)],
  ['client', (name) => !name.startsWith('node:') && name !== 'zod'],
  ['server', (name) => !/^(react|@react|vite|socket\.io-client|mediasoup-client)/.test(name)],
]

const ROOT = path.resolve(import.meta.dirname, '../..')
const FOLDERS = Object.keys(MAY_IMPORT).toSorted((a, b) => b.length - a.length)
const IMPORT =
  /(?:\bfrom|\bimport|\bimport\s*\(|\bnew URL\()\s*(?<quote>['"])(?<target>[^'"\n]+)\k<quote>/g

const inside = (file: string, place: string) => file === place || file.startsWith(`${place}/`)
const islandOf = (file: string) => /^client\/features\/[^/]+\//.exec(file)?.[0]

/** The line of the table that speaks for a file. A subfolder of server or client must have its own. */
function lineOf(file: string): string | undefined {
  const line = FOLDERS.find((folder) => inside(file, folder))
  const top = line === 'server' || line === 'client' || line === 'shared'
  return top && path.dirname(file) !== line ? undefined : line
}

function importsOf(text: string): string[] {
  return [...text.matchAll(IMPORT)].flatMap((match) => match.groups?.['target'] ?? [])
}

function isAllowed(file: string, imported: string): boolean {
  const line = lineOf(file)
  if (line === undefined) return false
  const sideways = islandOf(file) !== undefined && islandOf(imported) !== undefined
  if (sideways && islandOf(file) !== islandOf(imported)) return false
  // Files at the top of server and client wire the parts together and so know them all.
  const places = [line, ...(MAY_IMPORT[line] ?? [])]
  return places.some((place) => inside(imported, place))
}

const files = ['shared', 'server', 'client']
  .flatMap((top) =>
    readdirSync(path.join(ROOT, top), { recursive: true, encoding: 'utf8' }).map((name) =>
      path.posix.join(top, name),
    ),
  )
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts') && !file.endsWith('.config.ts'))
const sources = files.map((file) => ({ file, text: readFileSync(path.join(ROOT, file), 'utf8') }))

test('the tests of this file saw all three parts of the product', () => {
  for (const top of ['shared', 'server', 'client']) {
    expect(files.filter((file) => inside(file, top)).length).toBeGreaterThan(10)
  }
})

test('an import is seen in whatever form it is written', () => {
  const forms = [
    "import { a } from './a.ts'",
    "import type { B } from './b.ts'",
    "import './c.css'",
    "export * from './d.ts'",
    "const E = lazy(() => import('./e.tsx'))",
    "type F = import('./f.ts').F",
    "new Worker(new URL('./g.ts', import.meta.url))",
    "import {\n  h,\n} from './h.ts'",
  ]
  expect(
    importsOf(forms.join('\n'))
      .map((target) => target[2])
      .join(''),
  ).toBe('abcdefgh')
})

test('the table tells a wrong arrow from a right one', () => {
  expect(isAllowed('client/features/chat/Chat.tsx', 'client/ui/Button.tsx')).toBe(true)
  expect(isAllowed('client/features/chat/Chat.tsx', 'client/features/hand/Hand.tsx')).toBe(false)
  expect(isAllowed('server/rooms/Room.ts', 'server/consults/consultStore.ts')).toBe(false)
  expect(isAllowed('server/rooms/Room.ts', 'client/call/Signal.ts')).toBe(false)
  expect(isAllowed('server/unheardOf/file.ts', 'shared/AppError.ts')).toBe(false)
  expect(isAllowed('server/createServer.ts', 'server/consults/consultHandlers.ts')).toBe(true)
})

test('imports point one way', () => {
  const broken = sources.flatMap(({ file, text }) =>
    importsOf(text)
      .filter((target) => target.startsWith('.'))
      .map((target) => path.posix.join(path.posix.dirname(file), target))
      .filter((imported) => !isAllowed(file, imported))
      .map((imported) => `${file} → ${imported}`),
  )
  expect(broken).toEqual([])
})

test('each part uses only the packages that are meant for it', () => {
  const broken = sources.flatMap(({ file, text }) =>
    importsOf(text)
      .filter((target) => !target.startsWith('.'))
      .filter((name) => PACKAGES.some(([folder, allows]) => inside(file, folder) && !allows(name)))
      .map((name) => `${file} → ${name}`),
  )
  expect(broken).toEqual([])
})

test('there are no barrels, and no names that say nothing', () => {
  const empty =
    /^(?:index|utils?|helpers?|common|misc|types)$|(?:Manager|Service|Helper|Utils?|Common|Base|Impl|Data|Info)$/
  const named = /^export (?:abstract )?(?:class|interface|type|function|const) (\w+)/gm
  const names = sources.flatMap(({ file, text }) =>
    [path.basename(file).replace(/\..*$/, ''), ...[...text.matchAll(named)].map(([, name]) => name)]
      .filter((name) => empty.test(name ?? ''))
      .map((name) => `${file}: ${name}`),
  )
  expect(names).toEqual([])
})

test('only the programs read the environment', () => {
  // PostgreSQL's programs are cached where the system says that caches are.
  const may = ['server/main.ts', 'server/persistence/postgresBinaries.ts']
  const readers = sources
    .filter(({ file }) => !may.includes(file) && !file.startsWith('server/commands/'))
    .filter(({ text }) => text.includes('process.env'))
  expect(readers.map(({ file }) => file)).toEqual([])
})
