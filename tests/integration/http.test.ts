import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LIMITS } from '../../server/cluster/Limits.ts'
import { api } from '../../shared/api/api.ts'
import { consultWithGuest } from './httpCallers.ts'
import { httpWorld } from './httpWorld.ts'

const PAGE = '<!doctype html><title>Consilium</title>'
const SCRIPT = 'console.log("hello")\n'.repeat(100)
let clientDir: string

beforeAll(async () => {
  clientDir = await mkdtemp(join(tmpdir(), 'consilium-client-'))
  await mkdir(join(clientDir, 'assets'))
  await Promise.all([
    writeFile(join(clientDir, 'index.html'), PAGE),
    writeFile(join(clientDir, 'icon.svg'), '<svg/>'),
    writeFile(join(clientDir, '.env'), 'SECRET=1'),
    writeFile(join(clientDir, 'assets/app-1a2b.js'), SCRIPT),
    writeFile(join(clientDir, 'assets/app-1a2b.js.br'), brotliCompressSync(SCRIPT)),
    writeFile(join(clientDir, 'assets/app-1a2b.js.gz'), gzipSync(SCRIPT)),
  ])
})

afterAll(() => rm(clientDir, { recursive: true }))

describe('the client', () => {
  test('every address without an ending is the app, and is asked for again', async () => {
    await using world = await httpWorld({ config: { clientDir } })
    for (const path of ['/', '/today', '/visit', '/consult/1/room', '/welcome?x=1']) {
      const response = await world.client().fetch(path)
      expect([path, response.status, await response.text()]).toEqual([path, 200, PAGE])
      expect(response.headers.get('content-type')).toMatch(/^text\/html/)
      expect(response.headers.get('cache-control')).toBe('no-cache')
    }
    expect((await world.client().fetch('/', { method: 'HEAD' })).status).toBe(200)
  })

  test('a file that is not there is not the app', async () => {
    await using world = await httpWorld({ config: { clientDir } })
    for (const path of [
      '/assets/gone-1a2b.js',
      '/nothing.png',
      '/.env',
      '/assets/..%2f.env',
      '/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd.txt',
      '/assets/app-1a2b.js.map',
    ])
      expect([path, (await world.client().fetch(path)).status]).toEqual([path, 404])
  })

  test.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ])('a browser that takes %s gets the best of it, for a year', async (accepts, encoding) => {
    await using world = await httpWorld({ config: { clientDir } })
    const headers = { 'accept-encoding': accepts }
    const response = await world.client().fetch('/assets/app-1a2b.js', { headers })
    expect(await response.text()).toBe(SCRIPT)
    expect(response.headers.get('content-encoding')).toBe(encoding)
    expect(response.headers.get('content-type')).toMatch(/javascript/)
    expect(response.headers.get('vary')).toBe('Accept-Encoding')
    expect(response.headers.get('cache-control')).toBe('max-age=31536000, immutable')
  })

  test('nothing but reading is done to a file', async () => {
    await using world = await httpWorld({ config: { clientDir } })
    expect((await world.client().fetch('/', { method: 'POST' })).status).toBe(404)
  })

  test('without a build the page says what to do', async () => {
    await using world = await httpWorld()
    const response = await world.client().fetch('/')
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('npm start')
  })
})

test('every answer forbids what we never do', async () => {
  await using world = await httpWorld({
    config: { clientDir, production: true, publicUrl: 'https://consilium.example' },
  })
  for (const path of ['/', '/icon.svg', '/api/v1/account', '/nothing.js', '/livez']) {
    const { headers } = await world.client().fetch(path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("connect-src 'self' wss://consilium.example")
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('strict-transport-security')).toMatch(/max-age=63072000/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('permissions-policy')).toMatch(/camera=\(self\).*geolocation=\(\)/)
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('access-control-allow-origin')).toBeNull()
  }
})

test('what the API answers is kept nowhere', async () => {
  await using world = await httpWorld()
  const browser = await world.signIn(await world.staff(await world.centre(), 'nurse'))
  for (const client of [browser, world.client()])
    expect((await client.send('account.read')).headers.get('cache-control')).toBe('no-store')
})

test('readiness follows its parts, life does not', async () => {
  let isReady: boolean | Error = true
  const ready = async () => {
    if (isReady instanceof Error) throw isReady
    return isReady
  }
  await using world = await httpWorld({ ready })
  const statuses = async () =>
    Promise.all(
      ['/livez', '/readyz'].map(async (path) => (await world.client().fetch(path)).status),
    )
  expect(await statuses()).toEqual([200, 200])
  isReady = false
  expect(await statuses()).toEqual([200, 503])
  isReady = new Error('no database')
  expect(await statuses()).toEqual([200, 503])
})

describe('figures', () => {
  test('are told to this machine, not to what came through a proxy', async () => {
    await using world = await httpWorld()
    await world.client().send('account.read')
    expect((await world.client().fetch('/metrics')).status).toBe(404)
    const local = await fetch(`${world.url}/metrics`)
    expect(local.status).toBe(200)
    expect(await local.text()).toContain('route="account.read",status="401"')
  })

  test('are told to whoever has the token, once there is one', async () => {
    const metricsToken = 'm'.repeat(43)
    await using world = await httpWorld({ config: { metricsToken } })
    const statusWith = async (authorization: string) =>
      (await fetch(`${world.url}/metrics`, { headers: { authorization } })).status
    expect(await statusWith(`Bearer ${metricsToken}`)).toBe(200)
    expect(await statusWith(`Bearer ${metricsToken}x`)).toBe(404)
    expect(await statusWith('')).toBe(404)
  })
})

test('the description of the API has every route, and answers for each', async () => {
  await using world = await httpWorld()
  const response = await world.client().fetch('/api/v1/openapi.json')
  const { openapi, paths } = (await response.json()) as {
    openapi: string
    paths: Record<string, Record<string, { operationId: string; responses: object }>>
  }
  expect(openapi).toBe('3.1.0')
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods))
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(api).sort())
  for (const { responses } of operations) expect(responses).toHaveProperty('default')
})

test.each([
  ['http', '/api/v1/nothing', 404],
  ['anyone', '/api/v1/session/refresh', 401],
] as const)('an address that has used up its %s points is refused', async (name, path, usual) => {
  await using world = await httpWorld()
  const client = world.client()
  const status = async (of = client) => (await of.fetch(path, { method: 'POST' })).status
  for (let used = 1; used < LIMITS[name].points; used++)
    await world.limits.take(name, client.address)
  expect(await status()).toBe(usual)
  expect(await status()).toBe(429)
  expect(await status(world.client())).toBe(usual)
})

test('a whole hospital behind one address signs in, stays signed in and opens links: only failures count', async () => {
  await using world = await httpWorld()
  const { host, invite } = await consultWithGuest(
    world,
    await world.staff(await world.centre(), 'clinician'),
  )
  const person = await world.staff(await world.centre(), 'nurse')
  const everybody = world.client()
  for (const name of ['anyone', 'signInAddress', 'guestCode'] as const)
    for (let used = 1; used < LIMITS[name].points; used++)
      await world.limits.take(name, everybody.address)
  const { email, password } = person
  for (let count = 0; count < 3; count++) {
    await everybody.ask('session.start', { body: { email, password } })
    await everybody.ask('session.refresh')
    await everybody.ask('visits.look', { body: { token: invite.token } })
    await everybody.ask('visits.open', { body: { token: invite.token, code: invite.code } })
  }
  await everybody.send('session.start', { body: { email, password: 'wrong' } })
  await expect(everybody.ask('session.start', { body: { email, password } })).rejects.toMatchObject(
    { code: 'too_many_requests' },
  )
  await host.ask('session.refresh')
})

test('no name, address, token or code of a whole day gets into the log', async () => {
  await using world = await httpWorld()
  const centreId = await world.centre('Klinik am Kanarienweg')
  const admin = await world.staff(centreId, 'administrator', 'clinician')
  const { host, guest, invite } = await consultWithGuest(world, admin)
  const body = { name: 'Ines Okafor', email: 'ines@example.org', roles: ['nurse' as const] }
  const { link } = await host.ask('staff.invite', { body })
  await host.send('staff.invite', { body })
  await host.send('session.start', { body: { email: body.email, password: 'hunter2 hunter2' } })
  await host.send('consults.read', { params: { consultId: 'Kanarienweg' } })
  await host.fetch('/api/v1/consults?day=Maria%20Keller')
  await guest.ask('visits.read')
  await guest.send('visits.open', { body: { token: invite.token, code: '000000' } })
  const { ticket } = await guest.ask('visits.ticket')

  const log = world.logged.join('')
  expect(log).toContain('staff.invite')
  for (const canary of [
    ...['Kanarienweg', 'Maria', 'Keller', '1951', '5550123', 'Ines', 'Okafor', 'example.org'],
    ...['hunter2', admin.password, admin.email, invite.token, invite.code, ticket, '127.0.0.1'],
    ...[link?.split('#')[1] ?? '', host.token ?? '', ...guest.cookies.values()],
    ...[...host.cookies.values()].flatMap((cookie) => cookie.split('.')),
  ])
    expect([canary.length > 3, log.includes(canary)]).toEqual([true, false])
})
