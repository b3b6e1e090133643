import { expect, test, vi } from 'vitest'
import { liveWorld } from '../liveWorld.ts'
import { Member } from './Member.ts'

/** As many as a consult takes. */
const COLLEAGUES = 20
const GUESTS = 9
const ALL = 1 + COLLEAGUES + GUESTS
const PATIENCE_MS = 90_000

test('thirty people who join within a second are one group, with one safety code', async () => {
  await using world = await liveWorld()
  const doctor = await world.staff('Dr Host')
  const colleagues = await Promise.all(
    Array.from({ length: COLLEAGUES }, (_, place) => world.staff(`Dr ${place}`)),
  )
  const listed = colleagues.map((who) => ({ who, role: 'clinician' as const }))
  const consultId = await world.consult(doctor, listed)
  const arrived = [doctor, ...colleagues].map((who) => world.arrive(who, consultId))
  for (let guest = 0; guest < GUESTS; guest += 1)
    arrived.push((await world.guest(doctor, consultId, 'relative', `Guest ${guest}`)).person)
  const members = arrived.map((person) => new Member(person))
  for (const member of members) await member.prepare()
  const [host] = members
  if (!host) throw new Error('Nobody came')

  const begun = performance.now()
  const since = (): number => Math.round(performance.now() - begun)
  await Promise.all(members.map((member) => member.join()))
  const inTheRoom = since()
  const guests = members.slice(1 + COLLEAGUES)
  await vi.waitFor(() => expect(host.epoch).toBeGreaterThanOrEqual(0))
  await Promise.all(guests.map((guest) => letIn(host, guest.person.peerId)))
  await vi.waitFor(
    () => {
      for (const { members: inside } of members) expect(inside).toHaveLength(ALL)
      expect(new Set(members.map(({ epoch }) => epoch)).size).toBe(1)
    },
    { timeout: PATIENCE_MS, interval: 100 },
  )
  const together = since()
  expect(new Set(members.map(({ members: inside }) => inside.join())).size).toBe(1)
  const codes = await Promise.all(members.map(({ keeper }) => keeper.code()))
  expect(new Set(codes).size).toBe(1)
  for (const { group } of members) expect(group.trust.refused.get()).toBe(0)
  process.stdout.write(
    `In the room after ${inTheRoom} ms, one group after ${together} ms, epoch ${host.epoch}\n`,
  )
  for (const { group } of members) group.end()
}, 150_000)

/** A click at the host's. */
function letIn({ person: { signal }, group }: Member, peerId: string): Promise<unknown> {
  return Promise.all([signal.ask('peer.admit', { peerId }), group.letIn(peerId)])
}
