import { AppError } from '../../../shared/AppError.ts'
import { can } from '../../../shared/domain/roles.ts'
import type { Keeper, Leaf, Standing } from '../../crypto/Keeper.ts'
import type { Remote } from '../../crypto/rpc.ts'
import type { Signal } from '../Signal.ts'
import { Store } from '../Store.ts'
import { securityOf, type Member, type Security, type Stop } from './security.ts'

/** How long the people in the room and the holders of its keys may differ: somebody is just coming or going. */
const DIFFERENCE_MS = 3_000

/** What this device knows of who holds the room's keys, and whether anything may be sent. */
export class Trust {
  readonly members = new Store<readonly Member[]>([])
  readonly epoch = new Store(-1)
  readonly security = new Store<Security>({ state: 'opening', hostMissing: true })
  /** Messages that broke the rules of the group and changed nothing. */
  readonly refused = new Store(0)
  readonly #signal: Signal
  readonly #keeper: Remote<Keeper>
  readonly #compared = new Set<string>()
  #standing: Standing | undefined
  #frozen: readonly Leaf[] = []
  #stop: Stop | undefined
  #difference: ReturnType<typeof setTimeout> | undefined

  constructor(signal: Signal, keeper: Remote<Keeper>) {
    this.#signal = signal
    this.#keeper = keeper
    for (const name of ['group.state', 'room.roster'] as const)
      signal.shared(name).watch(() => this.#look())
  }

  update(standing: Standing | undefined): void {
    this.#standing = standing
    this.#look()
    // Last: whoever watches the epoch finds the members of it.
    this.epoch.set(standing?.epoch ?? -1)
  }

  /** The safety code of the epoch of now, and whom it stands for. */
  readonly freeze = async (): Promise<string> => {
    this.#frozen = this.#standing?.leaves ?? []
    return this.#keeper.code()
  }

  /** People compared the digits that `freeze` gave, and they were the same. */
  readonly compared = (): void => {
    for (const { leafKey } of this.#frozen) this.#compared.add(leafKey)
    void this.#keeper.vouch(this.#frozen.map(({ leafKey }) => leafKey)).catch(() => undefined)
    this.#look()
  }

  readonly differ = (): void => this.stop('differ')

  /** Whoever let us in by a Welcome that failed so does not know the secret of our link: it need not be who sent it. */
  readonly unknownHost = (error: unknown): never => {
    if (AppError.from(error).code === 'forbidden') this.stop('secret')
    throw error
  }

  /** Nothing leaves any more; only a new beginning lifts it. */
  stop(why: Stop): void {
    this.#stop ??= why
    this.#look()
  }

  /** A new beginning: what was compared and what was wrong belongs to the room that was left. */
  forget(): void {
    this.#compared.clear()
    this.#frozen = []
    this.#stop = undefined
    this.refused.set(0)
    this.update(undefined)
  }

  #look(): void {
    const leaves = this.#standing?.leaves ?? []
    this.members.set(leaves.map((leaf) => memberOf(leaf, this.#compared)))
    this.#watchDifference()
    const founded = this.#signal.shared('group.state').get() !== undefined
    const before = this.security.get()
    const now = securityOf({ stop: this.#stop, members: this.members.get(), founded })
    this.security.set(now)
    if ((before.state === 'stopped') !== (now.state === 'stopped'))
      void this.#keeper.hold(now.state === 'stopped').catch(() => undefined)
  }

  /** A difference that lasts, while somebody is there who could mend it, is not a person just leaving. */
  #watchDifference(): void {
    if (!this.#differs()) {
      clearTimeout(this.#difference)
      this.#difference = undefined
      if (this.#stop === 'mismatch') this.#stop = undefined
      return
    }
    this.#difference ??= setTimeout(() => this.stop('mismatch'), DIFFERENCE_MS)
  }

  #differs(): boolean {
    const state = this.#signal.shared('group.state').get()
    const roster = this.#signal.shared('room.roster').get()
    const { leaves = [], groupId } = this.#standing ?? {}
    if (!state || !roster || state.groupId !== groupId) return false
    const waiting = this.#signal.shared('room.waiting').get() ?? []
    const coming = new Set(waiting.map(({ peerId }) => peerId))
    const personAt = new Map(roster.map(({ peerId, personId }) => [peerId, personId]))
    const placeOf = new Map(state.members.map(({ leafKey, peerId }) => [leafKey, peerId]))
    const tended = roster.some(({ role, connected }) => connected && can(role, 'takeHost'))
    const isElsewhere = ({ leafKey, personId }: Leaf): boolean => {
      const peerId = placeOf.get(leafKey) ?? ''
      // Taken into the group while the server still lets them in.
      return personAt.get(peerId) !== personId && !coming.has(peerId)
    }
    return tended && leaves.some(isElsewhere)
  }
}

function memberOf(leaf: Leaf, compared: ReadonlySet<string>): Member {
  const { leafKey, personId, name, role, self, byInvite, verifiedBefore } = leaf
  const verified = self || byInvite || verifiedBefore || compared.has(leafKey)
  return { leafKey, personId, name, role, self, verified }
}
