import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api } from '../../shared/api/api.ts'
import type { Route } from '../../shared/api/contract.ts'
import { can, canInCentre } from '../../shared/domain/roles.ts'
import type { RouteName } from './HttpClient.ts'
import { everyCaller, paramsOf, type Truth } from './httpCallers.ts'
import { httpWorld, type HttpWorld } from './httpWorld.ts'

const ROUTES = Object.entries<Route>(api) as [RouteName, Route][]

/** Refused by every schema, so that whoever is let in changes nothing: only then is the body looked at. */
const NONSENSE = { 'no such field': true }

/** A code, a sentence, and nothing else. */
const REFUSAL = /^\{"code":"[a-z_]+","message":"[A-Z](?:[^"\\]|\\.)+\."\}$/

let world: HttpWorld
let scene: Awaited<ReturnType<typeof everyCaller>>

beforeAll(async () => {
  world = await httpWorld()
  scene = await everyCaller(world)
})

afterAll(() => world[Symbol.asyncDispose]())

/** What the matrix of `shared/domain/roles.ts` says: the status of a refusal, or of the handler or schema behind the door. */
function expected(name: RouteName, { needs, method }: Route, truth: Truth): number {
  const inside = method === 'get' ? 200 : 400
  if (needs === 'anyone') return inside
  if (needs === 'visit') return truth.is === 'guest' ? inside : 401
  if (truth.is !== 'staff') return 401
  if (truth.mustAddSecondFactor) return name.startsWith('account.') ? inside : 401
  if (needs === 'consult.read' || needs === 'consult.host') {
    if (truth.listedAs === undefined) return 404
    return can(truth.listedAs, needs) ? inside : 403
  }
  if (needs === 'account' || needs === 'consult.plan' || needs === 'centre.administer')
    return canInCentre(truth.roles, needs) ? inside : 403
  throw new Error(`No route may need ${needs}: it is a permission in rooms`)
}

test('there are routes to try, and callers of every kind', () => {
  expect(ROUTES.length).toBeGreaterThan(30)
  expect(scene.callers.length).toBeGreaterThan(35)
  const seen = scene.callers.flatMap(({ truth }) =>
    ROUTES.map(([name, route]) => expected(name, route, truth)),
  )
  expect(new Set(seen)).toEqual(new Set([200, 400, 401, 403, 404]))
})

describe.each(ROUTES)('%s', (name, route) => {
  test('lets in whom the matrix lets in, and tells the others nothing', async () => {
    const params = paramsOf(route, scene.places)
    const body = route.method === 'get' ? undefined : NONSENSE
    const got: string[] = []
    const should: string[] = []
    const refusals: string[] = []
    for (const { title, truth, client } of scene.callers) {
      const response = await client.send(name, { params, body })
      got.push(`${title}: ${response.status}`)
      should.push(`${title}: ${expected(name, route, truth)}`)
      if (!response.ok) refusals.push(await response.text())
    }
    expect(got).toEqual(should)
    expect(refusals.length).toBeGreaterThan(0)
    for (const refusal of refusals) expect(refusal).toMatch(REFUSAL)
  })
})

test.each(ROUTES.filter(([, { path }]) => path.includes(':consultId')))(
  '%s answers for a consult elsewhere as for one that never was',
  async (name, route) => {
    const stranger = scene.callers.find(({ title }) => title === 'a host elsewhere')
    const body = route.method === 'get' ? undefined : NONSENSE
    const answers = []
    for (const consultId of [scene.places.consultId, '6f1b0a52-3c1e-4a57-9d0c-1f2e3d4c5b6a']) {
      const params = paramsOf(route, { ...scene.places, consultId })
      const response = await stranger?.client.send(name, { params, body })
      answers.push([response?.status, await response?.text()])
    }
    expect(answers[0]?.[0]).toBe(404)
    expect(answers[0]).toEqual(answers[1])
  },
)

test.each(ROUTES.filter(([, { method }]) => method !== 'get'))(
  '%s is refused when another site asks for it',
  async (name, route) => {
    const { host, guest } = scene
    const client = route.needs === 'visit' ? guest : host
    const params = paramsOf(route, scene.places)
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${world.url}.evil.example` },
      { origin: '' },
      { origin: world.url, 'sec-fetch-site': 'cross-site' },
      { origin: world.url, 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of foreign) {
      const response = await client.send(name, { params, body: NONSENSE, headers })
      expect([response.status, headers]).toEqual([403, headers])
    }
  },
)
