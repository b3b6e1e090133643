import type { Ticket } from '../../../shared/api/consults.ts'
import { AppError } from '../../../shared/AppError.ts'
import type { Body } from '../../../shared/protocol/contract.ts'
import type { GroupMessage } from '../../../shared/protocol/group.ts'
import type { AppProtocol } from '../../../shared/protocol/protocol.ts'
import type { PeerView } from '../../../shared/protocol/room.ts'
import type { Heard, Keeper, Standing } from '../../crypto/Keeper.ts'
import type { Remote } from '../../crypto/rpc.ts'
import type { Signal } from '../Signal.ts'
import { combine, type Store } from '../Store.ts'
import { Chat } from './Chat.ts'
import type { Entry } from './Entry.ts'
import { mayFound, randomGroupId } from './founding.ts'
import { InOrder } from './InOrder.ts'
import { LetIn } from './LetIn.ts'
import { rosterOf } from './roster.ts'
import { Steward } from './Steward.ts'
import { Trust } from './Trust.ts'

/** An attestation holds for ten minutes: whoever still waits gets a new one in good time. */
const RENEW_MS = 8 * 60_000

type Welcome = Body<AppProtocol['group.welcome']>

export interface GroupParts {
  readonly signal: Signal
  readonly keeper: Remote<Keeper>
  /** Keys of an epoch have come: what is received can be read now. */
  readonly onKeys: () => void
}

/** This device's place in the room's group: how it comes in, what it hears there, whom it sees in it. */
export class Group {
  readonly chat: Chat
  readonly trust: Trust
  /** Who is here: those who hold the room's keys, and nobody else. */
  readonly roster: Store<readonly PeerView[]>
  readonly #parts: GroupParts
  readonly #steward: Steward
  readonly #order = new InOrder()
  readonly #letIn = new LetIn()
  #entrance: Parameters<Keeper['begin']>[0] | undefined
  #keyPackage: string | undefined
  #standing: Standing | undefined
  #selfId: string | undefined
  #offered = false
  #work: Promise<unknown> = Promise.resolve()
  #renewal: ReturnType<typeof setInterval> | undefined

  constructor(parts: GroupParts) {
    this.#parts = parts
    const { signal, keeper } = parts
    this.trust = new Trust(signal, keeper)
    this.roster = combine(
      [signal.shared('room.roster'), this.trust.members, signal.shared('group.state')],
      (peers, members, state) => rosterOf(peers ?? [], members, state?.members ?? []),
    )
    this.chat = new Chat(signal, keeper, () => this.#standing)
    this.#steward = new Steward({
      signal,
      keeper,
      letIn: this.#letIn,
      standing: () => this.#standing,
      onCommit: (standing) => this.#adopt(standing),
    })
    signal.hear('group.message', (message) => this.#queue(() => this.#take(message)))
    signal.hear('group.welcome', (welcome) => this.#queue(() => this.#join(welcome)))
    signal.shared('group.state').watch(() => this.#queue(() => this.#follow()))
    signal.shared('room.roster').watch(() => this.#queue(() => this.#follow()))
  }

  /** Whoever asks to be taken in, and whom of them a person must let in first. */
  get door(): Pick<Steward, 'asking' | 'offers'> {
    return this.#steward
  }

  /** Taken out by a person: their device must be let in again. */
  evict(peerId: string): void {
    const state = this.#parts.signal.shared('group.state').get()
    const leafKey = state?.members.find((place) => place.peerId === peerId)?.leafKey
    const leaf = this.#standing?.leaves.find((one) => one.leafKey === leafKey)
    if (!leaf) return
    this.#letIn.evict(leaf)
    this.#steward.tend()
  }

  /** The place in the room that this device has now. A new place is in no group, whatever the one before was. */
  sit(peerId: string, resumed: boolean): void {
    this.#selfId = peerId
    if (resumed) return this.catchUp()
    this.#queue(async () => {
      const wasIn = this.#standing !== undefined
      await this.#lose()
      if (wasIn) await this.#startOver()
      await this.#follow()
    })
  }

  /** The room that everything here is about. */
  open(ticket: Ticket, { inviteSecret, record }: Entry): void {
    const { roomId, personId: owner, attestationKey } = ticket
    this.#entrance ??= { roomId, owner, attestationKey, inviteSecret }
    this.#steward.open(record)
    this.#letIn.open(roomId)
  }

  /** On each new socket: a member keeps its place, anybody else will ask to be taken in. */
  async prepare(): Promise<void> {
    if (!this.#standing) await this.#offer()
  }

  /** What goes with `room.join`. */
  get keyPackage(): string {
    return this.#keyPackage ?? ''
  }

  /** A person says yes to whoever sits there. */
  letIn(peerId: string): Promise<void> {
    return this.#steward.letIn(peerId)
  }

  /** After a lost socket: what was said meanwhile. What is not kept any more begins anew. */
  catchUp(): void {
    this.#queue(async () => {
      if (!this.#standing) return this.#follow()
      const { groupId } = this.#standing
      const seq = this.#order.last
      try {
        const { messages } = await this.#parts.signal.ask('group.since', { groupId, seq })
        for (const message of messages) await this.#take(message)
      } catch (error) {
        if (AppError.from(error).code !== 'gone') throw error
        await this.#startOver()
      }
    })
  }

  /** Out of the room, and of everything that belonged to it. */
  end(): void {
    clearInterval(this.#renewal)
    this.#renewal = undefined
    this.#standing = undefined
    this.#offered = false
    this.#selfId = undefined
    this.chat.forget()
    this.trust.forget()
    void this.#parts.keeper.end().catch(() => undefined)
  }

  /** A leaf of our own, attested by the server, and the key package that asks to be taken in. */
  async #offer(): Promise<string> {
    const { signal, keeper } = this.#parts
    if (!this.#entrance) throw new AppError('internal', 'No room was opened')
    const leafKey = await keeper.begin(this.#entrance)
    const { attestation } = await signal.ask('group.attest', { leafKey })
    this.#keyPackage = await keeper.offer(attestation)
    this.#offered = true
    this.#renewal ??= setInterval(() => this.#queue(() => this.#renew()), RENEW_MS)
    return this.#keyPackage
  }

  #queue(task: () => unknown): void {
    this.#work = this.#work.then(task).catch(() => undefined)
  }

  #adopt(standing: Standing): void {
    const isNew =
      standing.epoch !== this.#standing?.epoch || standing.groupId !== this.#standing.groupId
    this.#standing = standing
    this.#offered = false
    this.trust.update(standing)
    if (isNew) this.#parts.onKeys()
    this.#steward.tend()
  }

  /** Founds the room's group where this device may and nobody has; asks to be let in where there is another one. */
  async #follow(): Promise<void> {
    const { signal, keeper } = this.#parts
    const state = signal.shared('group.state').get()
    if (state && state.groupId === this.#standing?.groupId) return
    if (
      this.#offered &&
      mayFound(state?.members ?? [], signal.shared('room.roster').get() ?? [], this.#selfId)
    ) {
      const groupId = randomGroupId()
      await signal.ask('group.found', { groupId })
      this.#order.startAfter(0)
      this.#adopt(await keeper.found(groupId))
    } else if (state && this.#standing && !this.#offered) await this.#startOver()
  }

  async #join({ groupId, seq, message }: Welcome): Promise<void> {
    const standing = await this.#parts.keeper.join(groupId, message).catch(this.trust.unknownHost)
    this.#order.startAfter(seq)
    this.#adopt(standing)
  }

  async #take(message: GroupMessage): Promise<void> {
    if (message.groupId !== this.#standing?.groupId) return
    for (const next of this.#order.take(message)) await this.#read(next)
    if (this.#order.hasGap) this.catchUp()
  }

  async #read({ message, seq }: GroupMessage): Promise<void> {
    try {
      this.#heed(await this.#parts.keeper.receive(message), seq)
    } catch {
      // Nothing has changed; whoever follows another group than ours finds out by its frames.
      this.trust.refused.set(this.trust.refused.get() + 1)
    }
  }

  #heed(heard: Heard, seq: number): void {
    switch (heard.kind) {
      case 'epoch':
        return this.#adopt(heard.standing)
      case 'text':
        return this.chat.hear(heard, seq)
      case 'approve':
        this.#letIn.add(heard.deviceKey)
        return this.#steward.tend()
      case 'removed':
        this.#queue(() => this.#lose())
        return this.#queue(() => this.#startOver())
      case 'ahead':
        // A new leaf asks to be taken into what the others are in; what we have goes on until then.
        return this.#queue(() => this.#offered || this.#startOver())
      case 'nothing':
    }
  }

  async #lose(): Promise<void> {
    if (!this.#standing) return
    this.#standing = undefined
    this.trust.update(undefined)
    await this.#parts.keeper.leave()
  }

  /** A new leaf asks to be taken in; what was received before goes on until it is. */
  async #startOver(): Promise<void> {
    const keyPackage = await this.#offer()
    await this.#parts.signal.ask('group.offer', { keyPackage })
  }

  async #renew(): Promise<void> {
    if (!this.#offered) return
    if (this.#selfId === undefined) await this.#offer()
    else await this.#startOver()
  }
}
