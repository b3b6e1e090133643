import type { LiveWorld } from '../../integration/liveWorld.ts'
import { Member } from '../../integration/group/Member.ts'
import { ownWorld } from './ownWorld.ts'

const PATIENCE_MS = 60_000
/** As many as a consult takes; the others are guests. */
const MOST_COLLEAGUES = 20

/** Milliseconds from the host's click, for each guest who was let in as the last of so many people. */
export interface AdmitTimes {
  readonly people: number
  /** Until the guest held the keys, and could send and see. */
  readonly guest: readonly number[]
  /** Until all the others had the new keys too. */
  readonly everybody: readonly number[]
}

/** Members in this process, over a real server with its database. No media: only the way to the keys is measured. */
export async function admitTimes(people: number, rounds: number): Promise<AdmitTimes> {
  await using opened = new AsyncDisposableStack()
  const { host, inside, guest } = await meeting(await ownWorld(opened), people - 1)
  const found = { guest: [] as number[], everybody: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    const last = await guest()
    const before = host.epoch
    const clicked = performance.now()
    const admitted = letIn(host, last)
    await until([last], () => last.epoch >= 0)
    found.guest.push(performance.now() - clicked)
    await until(inside, () => inside.every(({ epoch }) => epoch > before))
    found.everybody.push(performance.now() - clicked)
    await admitted
    // The server closes the socket, often before its answer is through.
    await last.person.signal.ask('room.leave', {}).catch(() => undefined)
    last.group.end()
    await until(inside, () => inside.every(({ members }) => members.length === inside.length))
  }
  for (const { group } of inside) group.end()
  return { people, ...found }
}

/** A room with so many people in it, all in one group; `guest` is one more, who waits. */
async function meeting(world: LiveWorld, people: number) {
  const doctor = await world.staff('Dr Host')
  const colleagues = await Promise.all(
    Array.from({ length: Math.min(people - 1, MOST_COLLEAGUES) }, (_, place) =>
      world.staff(`Dr ${place}`),
    ),
  )
  const listed = colleagues.map((who) => ({ who, role: 'clinician' as const }))
  const consultId = await world.consult(doctor, listed)
  const enter = async (person: Member['person']): Promise<Member> => {
    const member = new Member(person)
    await member.prepare()
    await member.join()
    return member
  }
  const guest = async (): Promise<Member> =>
    enter((await world.guest(doctor, consultId, 'relative', 'A guest')).person)
  const host = await enter(world.arrive(doctor, consultId))
  await until([host], () => host.epoch >= 0)
  const inside = [host]
  const isTogether = () => inside.every(({ members }) => members.length === inside.length)
  for (const who of colleagues) {
    inside.push(await enter(world.arrive(who, consultId)))
    await until(inside, isTogether)
  }
  while (inside.length < people) {
    const one = await guest()
    inside.push(one)
    await letIn(host, one)
    await until(inside, isTogether)
  }
  return { host, inside, guest }
}

/** A click at the host's. */
function letIn({ person: { signal }, group }: Member, guest: Member): Promise<unknown> {
  const { peerId } = guest.person
  return Promise.all([signal.ask('peer.admit', { peerId }), group.letIn(peerId)])
}

/** Looks at every change of the keys or of who has them, so nothing is added to what is measured. */
function until(members: readonly Member[], condition: () => boolean): Promise<void> {
  return new Promise((done, fail) => {
    const stores = members.flatMap(({ group: { trust } }) => [trust.epoch, trust.members])
    const end = (): void => {
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
    const look = (): void => {
      if (!condition()) return
      end()
      done()
    }
    const timer = setTimeout(() => {
      end()
      fail(new Error('The group took too long'))
    }, PATIENCE_MS)
    const stops = stores.map((store) => store.watch(look))
    look()
  })
}
