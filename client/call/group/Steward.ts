import type { Input } from '../../../shared/protocol/contract.ts'
import type { AppProtocol } from '../../../shared/protocol/protocol.ts'
import type { Keeper, Standing } from '../../crypto/Keeper.ts'
import type { Remote } from '../../crypto/rpc.ts'
import type { Signal } from '../Signal.ts'
import { Store } from '../Store.ts'
import { Arrivals } from './Arrivals.ts'
import { dutiesOf, turnOf, type Offer, type Scene } from './duties.ts'
import type { HostRecord } from './Entry.ts'
import type { LetIn } from './LetIn.ts'

/** Each host's device waits so much longer than the one before it; mostly there is nothing left to do then. */
const STAGGER_MS = 500
/** After a failure, for example without a socket. */
const AGAIN_MS = 1_000

export interface StewardParts {
  readonly signal: Signal
  readonly keeper: Remote<Keeper>
  /** The group as this device knows it; undefined while it is in none. */
  readonly standing: () => Standing | undefined
  /** A commit of ours was taken. */
  readonly onCommit: (standing: Standing) => void
  readonly letIn: LetIn
}

/** A host's device at its duty: it takes in whom a person let in, and takes out who has gone. */
export class Steward {
  /** In the room, on a device that a person must let in first. */
  readonly asking = new Store<readonly Offer[]>([])
  /** All who ask, as this device's eyes see them: also those whom the server keeps waiting. */
  readonly offers = new Store<readonly Offer[]>([])
  readonly #parts: StewardParts
  readonly #arrivals: Arrivals
  #clicked = false
  #busy = false
  #again = false

  constructor(parts: StewardParts) {
    this.#parts = parts
    const { signal, keeper } = parts
    this.#arrivals = new Arrivals(keeper)
    for (const name of ['group.offers', 'group.state', 'room.roster', 'room.waiting'] as const)
      signal.shared(name).watch(() => this.tend())
  }

  /** What the server keeps for hosts' devices, for those who have any of it. */
  open(record: HostRecord | undefined): void {
    this.#arrivals.record = record
  }

  /** A person says yes to whoever sits in this place, on the device that they have now. */
  async letIn(peerId: string): Promise<void> {
    const { signal, keeper, letIn, standing } = this.#parts
    const offer = (await this.#offers()).find((one) => one.peerId === peerId)
    const now = standing()
    if (!offer || !now) return
    letIn.add(offer.deviceKey)
    this.#clicked = true
    if (now.leaves.some(({ self, mayHost }) => self && mayHost)) return this.tend()
    // Whoever may let people in and not host tells the hosts' devices, signed.
    const message = await keeper.approve(offer.deviceKey)
    await signal.ask('group.say', { groupId: now.groupId, message })
  }

  /** Looks whether something is to be done, now or as soon as what is under way is done. */
  tend(): void {
    this.#again = true
    if (this.#busy) return
    this.#busy = true
    void this.#work().finally(() => (this.#busy = false))
  }

  async #work(): Promise<void> {
    while (this.#again) {
      this.#again = false
      const scene = await this.#scene()
      this.offers.set(scene?.offers ?? [])
      if (!scene) return this.asking.set([])
      const { add, remove, asking } = dutiesOf(scene)
      this.asking.set(asking)
      if (add.length === 0 && remove.length === 0) continue
      this.#again = true
      if (await this.#isNotYet(scene)) continue
      await this.#commit(scene, add, remove).catch(() => pause(AGAIN_MS))
    }
  }

  /** Others may come first; whoever clicked does not wait for them. */
  async #isNotYet(scene: Scene): Promise<boolean> {
    const turn = this.#clicked ? 0 : turnOf(scene)
    this.#clicked = false
    if (turn <= 0) return false
    await pause(turn * STAGGER_MS)
    return this.#parts.standing()?.epoch !== scene.standing.epoch
  }

  async #commit(scene: Scene, add: readonly Offer[], remove: readonly string[]): Promise<void> {
    const { keeper } = this.#parts
    if (remove.length > 0) {
      const { commit } = await keeper.remove(remove)
      return this.#send(scene, { commit, welcome: null, removed: placesOf(scene, remove) })
    }
    const { first, commit, welcome, replaced } = await keeper.add(
      add.map(({ keyPackage, sealed }) => ({
        keyPackage,
        ...(sealed !== undefined && { sealed }),
      })),
    )
    const { groupId } = scene.standing
    for (const message of first) await this.#parts.signal.ask('group.say', { groupId, message })
    const peerIds = add.map(({ peerId }) => peerId)
    await this.#send(scene, {
      commit,
      welcome: { peerIds, message: welcome },
      removed: placesOf(scene, replaced),
    })
  }

  async #send(
    { standing: { groupId }, server: { epoch } }: Scene,
    rest: Omit<Input<AppProtocol['group.commit']>, 'groupId' | 'epoch'>,
  ): Promise<void> {
    const { signal, keeper, onCommit } = this.#parts
    try {
      // The server's own count of commits: one that all members refused has counted there too.
      await signal.ask('group.commit', { groupId, epoch, ...rest })
      onCommit(await keeper.settle(true))
    } catch (error) {
      await keeper.settle(false)
      throw error
    }
  }

  async #scene(): Promise<Scene | undefined> {
    const { signal, standing, letIn } = this.#parts
    const now = standing()
    const server = signal.shared('group.state').get()
    const self = now?.leaves.find((leaf) => leaf.self)
    if (!now || !self?.mayHost || server?.groupId !== now.groupId) return undefined
    return {
      standing: now,
      server,
      roster: signal.shared('room.roster').get() ?? [],
      waiting: signal.shared('room.waiting').get() ?? [],
      offers: await this.#offers(),
      letIn: letIn.devices,
      evicted: letIn.evicted,
    }
  }

  #offers(): Promise<readonly Offer[]> {
    return this.#arrivals.among(this.#parts.signal.shared('group.offers').get() ?? [])
  }
}

function placesOf({ server }: Scene, leafKeys: readonly string[]): string[] {
  return server.members
    .filter(({ leafKey }) => leafKeys.includes(leafKey))
    .map(({ peerId }) => peerId)
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
