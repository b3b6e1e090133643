import { randomBytes, randomUUID } from 'node:crypto'
import jwt from 'jsonwebtoken'
import type { Route } from '../../shared/api/contract.ts'
import {
  LISTED_ROLES,
  STAFF_ROLES,
  type ListedRole,
  type StaffRole,
} from '../../shared/domain/roles.ts'
import type { HttpClient } from './HttpClient.ts'
import type { HttpWorld, Person } from './httpWorld.ts'

/** What somebody who calls is in truth, as far as the consult that is asked about is concerned. */
export type Truth =
  | { readonly is: 'nobody' }
  | { readonly is: 'guest' }
  | {
      readonly is: 'staff'
      readonly roles: readonly StaffRole[]
      readonly listedAs?: ListedRole
      readonly mustAddSecondFactor?: boolean
    }

export interface KnownCaller {
  readonly title: string
  readonly truth: Truth
  readonly client: HttpClient
}

/** Ids that every route's path can be filled with. */
export interface Places {
  readonly consultId: string
  readonly inviteId: string
  readonly staffId: string
  readonly deviceId: string
  readonly day: string
  readonly timeZone: string
}

/** The parameters that a route takes, out of all that there are. */
export function paramsOf({ params }: Route, places: Places): Partial<Places> {
  const shape = 'shape' in params ? Object.keys(params.shape as object) : []
  return Object.fromEntries(Object.entries(places).filter(([key]) => shape.includes(key)))
}

const NOBODY: Truth = { is: 'nobody' }
const MINUTE = 60_000

/** Every kind of caller that there is, and the consult that they are asked about. */
export async function everyCaller(world: HttpWorld) {
  const ours = await world.centre('Ours')
  const planner = await world.staff(ours, 'clinician')
  const listed = await Promise.all(
    LISTED_ROLES.map(async (role) => ({ role, person: await world.staff(ours, 'nurse') })),
  )
  const { consultId, inviteId, guest, host } = await consultWithGuest(world, planner, listed)
  const callers: KnownCaller[] = [
    { title: 'nobody', truth: NOBODY, client: world.client() },
    { title: 'a guest of the consult, waiting', truth: { is: 'guest' }, client: guest },
    ...(await staffCallers(world, ours, listed)),
    ...(await strangers(world, consultId)),
    ...(await endedCallers(world, ours, host)),
    ...forgers(world, planner, host, guest),
  ]
  const places: Places = {
    ...{ consultId, inviteId, staffId: planner.staffId, deviceId: randomUUID() },
    ...{ day: world.clock.now.toISOString().slice(0, 10), timeZone: 'Europe/Berlin' },
  }
  return { callers, places, host, guest, ours }
}

type Listed = readonly { readonly role: ListedRole; readonly person: Person }[]

export async function consultWithGuest(world: HttpWorld, planner: Person, listed: Listed = []) {
  const host = await world.signIn(planner)
  const { consultId } = await host.ask('consults.plan', {
    body: {
      title: 'Talk about the scan',
      startsAt: new Date(world.clock.now.getTime() + 30 * MINUTE).toISOString(),
      ...{ minutes: 30, timeZone: 'Europe/Berlin' },
      people: listed.map(({ role, person }) => ({ staffId: person.staffId, role })),
      patient: { name: 'Maria Keller', birthDate: '1951-03-12', phone: '+49 30 5550123' },
    },
  })
  const { invites } = await host.ask('consults.read', { params: { consultId } })
  const [invite] = invites
  if (!invite) throw new Error('A planned consult has the invite of its patient')
  const guest = world.client()
  const token = new URL(invite.link).hash.slice(1)
  await guest.ask('visits.open', { body: { token, code: invite.code } })
  return { consultId, inviteId: invite.inviteId, guest, host, invite: { token, ...invite } }
}

async function staffCallers(world: HttpWorld, ours: string, listed: Listed) {
  const unlisted = STAFF_ROLES.map(async (role) => ({
    title: `a ${role} who is not on the list`,
    truth: { is: 'staff', roles: [role] } as const,
    client: await world.signIn(await world.staff(ours, role)),
  }))
  const onList = listed.map(async ({ role, person }) => ({
    title: `a nurse on the list as ${role}`,
    truth: { is: 'staff', roles: ['nurse'], listedAs: role } as const,
    client: await world.signIn(person),
  }))
  return Promise.all([...unlisted, ...onList])
}

/** People of other centres, who host consults and administer there. */
async function strangers(world: HttpWorld, consultId: string): Promise<KnownCaller[]> {
  const theirs = await world.centre('Theirs')
  const strict = await world.centre('Strict')
  await world.db
    .updateTable('centres')
    .set({ second_factor_required: true })
    .where('id', '=', strict)
    .execute()
  const colleague = await world.staff(theirs, 'clinician')
  const { guest, host } = await consultWithGuest(world, colleague)
  const admin = await world.signIn(await world.staff(theirs, 'administrator'))
  const bare = await world.signIn(await world.staff(strict, ...STAFF_ROLES))
  const smuggled = await world.staff(theirs, 'nurse')
  await world.db
    .insertInto('consult_people')
    .values({ consult_id: consultId, staff_id: smuggled.staffId, role: 'host' })
    .execute()
  const mustAdd = { is: 'staff', roles: STAFF_ROLES, mustAddSecondFactor: true } as const
  return [
    { title: 'a host elsewhere', truth: { is: 'staff', roles: ['clinician'] }, client: host },
    {
      title: 'an administrator elsewhere',
      truth: { is: 'staff', roles: ['administrator'] },
      client: admin,
    },
    {
      title: 'a nurse elsewhere whom a mistake put on the list',
      truth: { is: 'staff', roles: ['nurse'] },
      client: await world.signIn(smuggled),
    },
    { title: 'a guest of another consult', truth: { is: 'guest' }, client: guest },
    { title: 'somebody without the second factor that is required', truth: mustAdd, client: bare },
  ]
}

async function endedCallers(
  world: HttpWorld,
  ours: string,
  host: HttpClient,
): Promise<KnownCaller[]> {
  const admin = await world.signIn(await world.staff(ours, 'administrator'))
  const leaver = await world.staff(ours, 'clinician')
  const { consultId, inviteId, guest, host: left } = await consultWithGuest(world, leaver)
  await left.ask('invites.revoke', { params: { consultId, inviteId } })
  await admin.ask('staff.offBoard', { params: { staffId: leaver.staffId } })
  const signedOut = await world.signIn(await world.staff(ours, 'clinician', 'administrator'))
  const { token } = signedOut
  await signedOut.ask('session.end')
  signedOut.token = token
  const cookies = world.client()
  cookies.cookies.set('consilium-guest', host.token ?? '')
  return [
    { title: 'somebody off-boarded, with the token from before', truth: NOBODY, client: left },
    { title: 'somebody signed out, with the token from before', truth: NOBODY, client: signedOut },
    { title: 'a guest whose invite was revoked', truth: NOBODY, client: guest },
    { title: 'an access token shown as a guest cookie', truth: NOBODY, client: cookies },
  ]
}

/** Tokens that were never ours, or were ours for something else. */
function forgers(
  world: HttpWorld,
  { staffId }: Person,
  host: HttpClient,
  guest: HttpClient,
): KnownCaller[] {
  const real = host.token ?? ''
  const [head = '', payload = '', signature = ''] = real.split('.')
  const { sid } = jwt.decode(real) as { sid: string }
  const seconds = Math.floor(world.clock.now.getTime() / 1000)
  const signed = (claims: object, header: object, secret = world.secret) =>
    jwt.sign(
      {
        sub: staffId,
        sid,
        iss: 'consilium',
        aud: 'consilium-api',
        iat: seconds,
        exp: seconds + 300,
        ...claims,
      },
      secret,
      { algorithm: 'HS256', header: { alg: 'HS256', typ: 'at+jwt', ...header } },
    )
  const tokens: Record<string, string> = {
    'no algorithm': `${encode({ alg: 'none', typ: 'at+jwt' })}.${payload}.`,
    'no algorithm and the old signature': `${encode({ alg: 'None', typ: 'at+jwt' })}.${payload}.${signature}`,
    'another key': signed({}, {}, randomBytes(32).toString('base64url')),
    'an empty key': signed({}, {}, ' '),
    HS512: jwt.sign({ sub: staffId, sid, iss: 'consilium', aud: 'consilium-api' }, world.secret, {
      algorithm: 'HS512',
      header: { alg: 'HS512', typ: 'at+jwt' },
      expiresIn: 300,
    }),
    'expired by a second': signed({ iat: seconds - 301, exp: seconds - 1 }, {}),
    'a life of ten years, begun long ago': signed({ iat: seconds - 900, exp: seconds + 3e8 }, {}),
    'not yet in force': signed({ nbf: seconds + 60 }, {}),
    'another audience': signed({ aud: 'consilium-room' }, {}),
    'another issuer': signed({ iss: 'elsewhere' }, {}),
    'another type': signed({}, { typ: 'JWT' }),
    'a sign-in that never was': signed({ sid: randomUUID() }, {}),
    "somebody else's sign-in": signed({ sub: randomUUID() }, {}),
    'a sign-in that is no id': signed({ sid: "' or true --" }, {}),
    'roles of its own and no sign-in': signed({ sid: undefined, roles: ['administrator'] }, {}),
    'a changed payload': `${head}.${encode({ sub: staffId, sid: randomUUID() })}.${signature}`,
    'the refresh cookie': host.cookies.get('consilium-refresh') ?? '',
    'the guest cookie': guest.cookies.get('consilium-guest') ?? '',
  }
  return Object.entries(tokens).map(([title, token]) => {
    const client = world.client()
    client.token = token
    return { title: `a token with ${title}`, truth: NOBODY, client }
  })
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
