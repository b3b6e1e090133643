import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { api } from '../../shared/api/api.ts'
import type { Route } from '../../shared/api/contract.ts'
import { ERROR_CODES } from '../../shared/AppError.ts'
import type { RouteName } from './HttpClient.ts'
import { consultWithGuest, paramsOf, type Places } from './httpCallers.ts'
import { httpWorld, type HttpWorld } from './httpWorld.ts'

const ROUTES = Object.entries<Route>(api) as [RouteName, Route][]
const CHANGES = ROUTES.filter(([, { method }]) => method !== 'get')
const READS = ROUTES.filter(([, { method }]) => method === 'get')
const CANARY = 'canary9431'
const JSON_TYPE = 'application/json'

/** Bodies that no route may take, with what HTTP calls them. */
const BODIES: readonly (readonly [title: string, body: string, type: string, status: number])[] = [
  ['a list', '[]', JSON_TYPE, 400],
  ['a text', '"text"', JSON_TYPE, 400],
  ['null', 'null', JSON_TYPE, 400],
  ['half an object', '{"a":', JSON_TYPE, 400],
  ['not JSON', 'email=a', JSON_TYPE, 400],
  ['an unknown key', `{"${CANARY}":"${CANARY}"}`, JSON_TYPE, 400],
  ['a prototype', '{"__proto__":{"admin":true}}', JSON_TYPE, 400],
  ['a constructor', '{"constructor":{"prototype":{"admin":true}}}', JSON_TYPE, 400],
  ['lists in lists', '['.repeat(30_000) + ']'.repeat(30_000), JSON_TYPE, 400],
  ['objects in objects', `${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`, JSON_TYPE, 400],
  ['65 kB', `{"a":"${'x'.repeat(66_000)}"}`, JSON_TYPE, 413],
  ['plain text', '{}', 'text/plain', 415],
  ['a form', 'email=a', 'application/x-www-form-urlencoded', 415],
  ['a form with files', '--x--', 'multipart/form-data; boundary=x', 415],
  ['another charset', '{}', 'application/json; charset=utf-16', 415],
  ['almost JSON', '{}', 'application/jsonp', 415],
  ['no type', '{}', '', 415],
]

let world: HttpWorld
let places: Places
let permitted: (route: Route) => ReturnType<HttpWorld['client']>

beforeAll(async () => {
  world = await httpWorld()
  const planner = await world.staff(await world.centre(), 'clinician', 'administrator')
  const { consultId, inviteId, guest, host } = await consultWithGuest(world, planner)
  const day = world.clock.now.toISOString().slice(0, 10)
  const { staffId } = planner
  const deviceId = '6f1b0a52-3c1e-4a57-9d0c-1f2e3d4c5b6a'
  places = { consultId, inviteId, staffId, deviceId, day, timeZone: 'Europe/Berlin' }
  permitted = ({ needs }) => {
    // A client of its own each time, so that what is tried is never the rate limit.
    const client = world.client()
    const as = needs === 'visit' ? guest : host
    for (const [name, value] of as.cookies) client.cookies.set(name, value)
    client.token = as.token
    return client
  }
})

afterAll(() => world[Symbol.asyncDispose]())

async function refusal(response: Response): Promise<{ status: number; message: string }> {
  const { code, message } = (await response.json()) as { code: never; message: string }
  expect(ERROR_CODES).toContain(code)
  expect(message).toMatch(/^[A-Z].+\.$/)
  expect(message).not.toContain(CANARY)
  return { status: response.status, message }
}

describe.each(CHANGES)('%s', (name, route) => {
  test('refuses a body that is not what it asks for, with a sentence', async () => {
    const params = paramsOf(route, places)
    for (const [title, body, type, status] of BODIES) {
      const headers = { 'content-type': type }
      const response = await permitted(route).send(name, { params, body, headers })
      expect([title, (await refusal(response)).status]).toEqual([title, status])
    }
  })

  test('refuses a compressed body', async () => {
    const response = await permitted(route).send(name, {
      params: paramsOf(route, places),
      body: gzipSync('{}').toString('latin1'),
      headers: { 'content-encoding': 'gzip' },
    })
    expect((await refusal(response)).status).toBe(415)
  })

  test('names the field that is wrong, and never repeats its value', async () => {
    if (!(route.body instanceof z.ZodObject)) return
    const fields = Object.keys(route.body.shape)
    expect(fields.length).toBeGreaterThan(0)
    const named: string[] = []
    for (const field of fields) {
      const body = { [field]: { [CANARY]: CANARY } }
      const response = await permitted(route).send(name, { params: paramsOf(route, places), body })
      const { status, message } = await refusal(response)
      expect(status).toBe(400)
      named.push(message)
    }
    // Three fields at most are named in one answer, and the first ones come first.
    for (const field of fields.slice(0, 3)) expect(named.join('\n')).toContain(`${field}: `)
  })

  test('refuses an empty body where it needs one', async () => {
    const takesNothing = route.body.safeParse(undefined).success
    const response = await permitted(route).send(name, {
      params: paramsOf(route, places),
      body: takesNothing ? '{}' : undefined,
    })
    expect((await refusal(response)).status).toBe(400)
  })
})

test.each(READS)('%s refuses a query that it does not know', async (name, route) => {
  const params = { ...paramsOf(route, places), [CANARY]: CANARY }
  const response = await permitted(route).send(name, { params })
  expect((await refusal(response)).status).toBe(400)
})

test.each(ROUTES.filter(([, { path }]) => path.includes(':')))(
  '%s refuses a path that holds no id',
  async (name, route) => {
    const params = paramsOf(route, places)
    for (const bad of [CANARY, "' or 1=1 --", '../../livez', 'a'.repeat(2000), '\u0000']) {
      const wrong = Object.fromEntries(Object.keys(params).map((key) => [key, bad]))
      const response = await permitted(route).send(name, { params: wrong })
      expect((await refusal(response)).status).toBe(400)
    }
  },
)

test.each([
  ['/api/v1/consults/%E0%A4%A', 400],
  ['/api/v1/consults?day=2026-01-01&day=2026-01-02&timeZone=UTC', 400],
  ['/api/v1/consults?__proto__=1&day=2026-01-01&timeZone=UTC', 400],
  ['/api/v1/nothing', 404],
  ['/api/v1/account/', 404],
  ['/api/v1/ACCOUNT', 404],
  ['/api/v2/account', 404],
])('%s is answered with %i', async (path, status) => {
  const response = await permitted(api['account.read']).fetch(path)
  expect((await refusal(response)).status).toBe(status)
})

test('a method that an address does not have is refused, with those that it has', async () => {
  const client = permitted(api['account.read'])
  for (const method of ['DELETE', 'PUT', 'OPTIONS', 'PROPFIND']) {
    const response = await client.fetch('/api/v1/account', { method })
    expect((await refusal(response)).status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET')
  }
})

test('after all that the server is alive, and still knows who is who', async () => {
  expect((await world.client().fetch('/livez')).status).toBe(200)
  const account = await permitted(api['account.read']).ask('account.read')
  expect(account.staffId).toBe(places.staffId)
  expect(Object.prototype).not.toHaveProperty('admin')
})
