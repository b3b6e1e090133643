import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  Attester,
  type Device,
  makeDevice,
  makeInviteKey,
} from '../../unit/client/crypto/group/ward.ts'
import { keyOf, type Reader, Relay } from './Relay.ts'

const SEATS = 6

/** What happens next: who does it, and to whom. */
type Move = { readonly who: number; readonly what: What; readonly whom: number }
type What = 'add' | 'remove' | 'update' | 'say' | 'read' | 'lostAnswer'

const move = fc.record<Move>({
  who: fc.nat({ max: SEATS - 1 }),
  what: fc.constantFrom('add', 'add', 'remove', 'update', 'say', 'read', 'read', 'lostAnswer'),
  whom: fc.nat({ max: SEATS - 1 }),
})

/** Six people with a device each, of whom the first three may host; they are inside or not. */
class Walk {
  readonly #server: Attester
  readonly #relay = new Relay()
  readonly #devices: readonly Device[]
  readonly #inside: (Reader | undefined)[] = []
  readonly #groupId: Uint8Array
  readonly #inviteKey: CryptoKey

  private constructor(
    server: Attester,
    devices: readonly Device[],
    groupId: Uint8Array,
    inviteKey: CryptoKey,
  ) {
    this.#server = server
    this.#inviteKey = inviteKey
    this.#devices = devices
    this.#groupId = groupId
  }

  static async begin(): Promise<Walk> {
    const server = await Attester.create()
    const devices = await Promise.all(Array.from({ length: SEATS }, makeDevice))
    const groupId = crypto.getRandomValues(new Uint8Array(16))
    const walk = new Walk(server, devices, groupId, await makeInviteKey())
    const { group } = await walk.#arrive(0)
    await group.found(groupId)
    walk.#inside[0] = { group, read: 0 }
    return walk
  }

  async step({ who: turn, what, whom }: Move): Promise<void> {
    const inside = this.#inside.flatMap((reader, seat) => (reader ? [seat] : []))
    const who = inside[turn % inside.length] ?? 0
    const actor = this.#inside[who]
    if (actor === undefined) return
    if (what === 'read') return this.#read(who, whom)
    if (what === 'say') return this.#relay.say(await actor.group.say(`${who}`))
    if (who > 2) return
    if (what === 'add') return this.#add(actor, whom)
    if (what === 'remove') return this.#remove(actor, who, whom)
    const update = await actor.group.update()
    const won = this.#relay.commit(actor.group.epoch, update)
    // The answer is lost, or says what happened; either way the commit comes back if it won.
    await actor.group.settle(what === 'update' && won)
  }

  /** Everybody reads to the end; whoever was taken out is out. */
  async finish() {
    for (let who = 0; who < SEATS; who += 1) await this.#read(who, this.#relay.length)
    return this.#inside.flatMap((reader) => reader?.group ?? [])
  }

  #arrive(who: number) {
    const role = who < 3 ? 'clinician' : 'patient'
    const device = this.#devices[who]
    if (device === undefined) throw new Error('Nobody')
    return this.#server.arrive({ personId: `person ${who}`, role, device }, this.#inviteOf(who))
  }

  /** Patients come by an invite. */
  #inviteOf(who: number): { readonly inviteKey?: CryptoKey } {
    return who < 3 ? {} : { inviteKey: this.#inviteKey }
  }

  async #read(who: number, most: number): Promise<void> {
    const reader = this.#inside[who]
    if (reader === undefined) return
    await this.#relay.deliver(reader, most)
    if (!isInside(reader)) this.#inside[who] = undefined
  }

  /** Also whoever is inside: then they have lost their state, and come in again on the same device. */
  async #add(host: Reader, whom: number): Promise<void> {
    if (this.#inside[whom] === host) return
    const newcomer = await this.#arrive(whom)
    const { epoch } = host.group
    const outgoing = await host.group.add([{ ...newcomer, ...this.#inviteOf(whom) }])
    const won = this.#relay.commit(epoch, outgoing)
    const read = this.#relay.length
    await host.group.settle(won)
    if (!won || outgoing.welcome === undefined) return
    await newcomer.group.join(outgoing.welcome, this.#groupId)
    this.#inside[whom] = { group: newcomer.group, read }
  }

  async #remove(host: Reader, who: number, whom: number): Promise<void> {
    const leaf = host.group.members.find(({ personId }) => personId === `person ${whom}`)
    if (leaf === undefined || who === whom) return
    const { epoch } = host.group
    const outgoing = await host.group.remove([leaf.index])
    await host.group.settle(this.#relay.commit(epoch, outgoing))
  }
}

function isInside({ group }: Reader): boolean {
  try {
    return group.members.length > 0
  } catch {
    return false
  }
}

test('whatever hosts do at once, late and without answers, all who are inside end with one key and one list', async () => {
  let people = 0
  let epochs = 0
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 60, maxLength: 120 }), async (moves) => {
      const walk = await Walk.begin()
      for (const each of moves) await walk.step(each)
      const groups = await walk.finish()
      const keys = await Promise.all(groups.map(keyOf))
      expect(new Set(keys).size).toBe(1)
      const lists = groups.map(({ members }) => members.map(({ leafKey }) => leafKey).join())
      expect(new Set(lists).size).toBe(1)
      expect(groups[0]?.members).toHaveLength(groups.length)
      people = Math.max(people, groups.length)
      epochs = Math.max(epochs, groups[0]?.epoch ?? 0)
    }),
    { numRuns: 20, seed: 9420, endOnFailure: true },
  )
  // The walks went somewhere.
  expect(people).toBeGreaterThan(4)
  expect(epochs).toBeGreaterThan(12)
})
