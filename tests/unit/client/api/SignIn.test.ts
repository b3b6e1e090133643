import { expect, test } from 'vitest'
import { SignIn } from '../../../../client/api/SignIn.ts'
import type { AppError } from '../../../../shared/AppError.ts'

const account = {
  staffId: '6f0d3c7e-5b0a-4c57-9d3e-1a5e0c9b7d42',
  centreId: '6f0d3c7e-5b0a-4c57-9d3e-1a5e0c9b7d43',
  centreName: 'Lindenhof',
  timeZone: 'Europe/Berlin',
  name: 'Dr Anna Weber',
  email: 'anna@lindenhof.example',
  roles: ['clinician'],
  secondFactor: false,
  mustAddSecondFactor: false,
}

type Answer = (method: string, path: string, token: string | null) => Response | Promise<Response>

/** A browser whose server answers as told; each refresh gives the next token, as long as the cookie lives. */
function browser(answer: Answer = () => Response.json([])) {
  const asked: string[] = []
  const state = { now: 0, cookie: true, refreshed: 0 }
  const fetch = async (input: unknown, init: RequestInit = {}) => {
    const path = String(input).replace('/api/v1', '')
    const token = new Headers(init.headers).get('Authorization')
    asked.push(`${init.method} ${path} ${token ?? '-'}`)
    if (path !== '/session/refresh') return answer(String(init.method), path, token)
    if (!state.cookie) return refusal(401, 'unauthenticated', 'Please sign in.')
    state.refreshed += 1
    const accessToken = `token-${state.refreshed}`
    return Response.json({ accessToken, expiresInSeconds: 300, account })
  }
  const signIn = new SignIn({ fetch, now: () => state.now, alone: (task) => task() })
  return { signIn, state, asked }
}

function refusal(status: number, code: string, message: string): Response {
  return Response.json({ code, message }, { status })
}

test('ten calls at once ask for one new token', async () => {
  const { signIn, state } = browser()
  await Promise.all(Array.from({ length: 10 }, () => signIn.call('colleagues.list')))
  expect(state.refreshed).toBe(1)
  expect(signIn.person()).toMatchObject({ state: 'in', account: { name: 'Dr Anna Weber' } })
})

test('a token is renewed before its end, so that no call is refused on the way', async () => {
  const { signIn, state } = browser()
  await signIn.call('colleagues.list')
  state.now = 269_000
  await signIn.call('colleagues.list')
  expect(state.refreshed).toBe(1)
  state.now = 271_000
  await signIn.call('colleagues.list')
  expect(state.refreshed).toBe(2)
})

test('a token that the server no longer takes is renewed once, and the call is made again', async () => {
  const { signIn, asked } = browser((_method, _path, token) =>
    token === 'Bearer token-1'
      ? refusal(401, 'unauthenticated', 'Please sign in.')
      : Response.json(['Mira Novak']),
  )
  expect(await signIn.call('colleagues.list')).toEqual(['Mira Novak'])
  expect(asked).toEqual([
    'POST /session/refresh -',
    'GET /colleagues Bearer token-1',
    'POST /session/refresh -',
    'GET /colleagues Bearer token-2',
  ])
})

test('when the sign-in has ended the page is told why, and nothing more is asked of the server', async () => {
  const { signIn, state, asked } = browser()
  await signIn.call('colleagues.list')
  state.now = 3_600_000
  state.cookie = false
  await expect(signIn.call('colleagues.list')).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(signIn.person()).toEqual({ state: 'out', why: 'ended' })
  const before = asked.length
  await expect(signIn.call('colleagues.list')).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(asked).toHaveLength(before)
})

test('a line that fails is not a signing out', async () => {
  const { signIn } = browser(() => Promise.reject(new TypeError('Failed to fetch')))
  const error = await signIn.call('colleagues.list').catch((thrown: AppError) => thrown)
  expect(error).toMatchObject({ code: 'unavailable', message: expect.stringContaining('internet') })
  expect(signIn.person().state).toBe('in')
})

test("the server's own sentence is what people read; a proxy's page is not", async () => {
  const { signIn } = browser((_method, path) =>
    path === '/staff'
      ? refusal(403, 'forbidden', 'You may not do this.')
      : new Response('<html>nginx</html>', { status: 502 }),
  )
  await expect(signIn.call('staff.list')).rejects.toMatchObject({
    code: 'forbidden',
    message: 'You may not do this.',
  })
  await expect(signIn.call('colleagues.list')).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.not.stringContaining('nginx'),
  })
})
