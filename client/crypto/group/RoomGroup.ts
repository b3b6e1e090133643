import { createGroup, mlsExporter } from 'ts-mls'
import type { Proposal } from 'ts-mls'
import { AppError } from '../../../shared/AppError.ts'
import { toBase64Url } from '../bytes.ts'
import { proposalsToAdd, proposalToRemove } from './drafts.ts'
import { Epochs } from './Epochs.ts'
import { type Ground, groundOf, type GroupParts } from './Ground.ts'
import { invitePsk, type Psks } from './invitePsk.ts'
import { lookAt, type Looked } from './keyPackages.ts'
import type { Leaf } from './Leaf.ts'
import { type Change, membershipIn } from './Membership.ts'
import { Offers } from './Offers.ts'
import type { Received } from './Received.ts'
import { safetyCode } from './safetyCode.ts'
import { seatsOf } from './seats.ts'
import { Turns } from './Turns.ts'
import { zeroise } from './zeroise.ts'

/** Who asks to be taken in, verified; keys are base64url. */
export type Candidate = Omit<Looked['identity'], 'expires'> & { readonly ref: string }

/** With `inviteKey`, a guest whose invite's secret we know: they come alone in a commit. */
export type Newcomer = { readonly keyPackage: Uint8Array; readonly inviteKey?: CryptoKey }

/** What to send: each of `messages` first (`group.say`), in this order, then the commit, in the same epoch. */
export type Outgoing = {
  readonly messages: readonly Uint8Array[]
  readonly commit: Uint8Array
  readonly welcome: Uint8Array | undefined
}

/** What frames of an epoch are encrypted with (RFC 9605 section 5.2), and whose they may be by their leaf. */
export type FrameKey = {
  readonly epoch: number
  readonly baseKey: Uint8Array
  readonly selfLeaf: number
  readonly members: ReadonlyMap<number, string>
}

/**
 * One device's membership in the group of a room: offered, then founded or joined, then followed from epoch to epoch.
 * It has one life; whoever was removed or lost the thread makes another. Everything in it happens in turn.
 */
export class RoomGroup {
  readonly #ground: Ground
  readonly #turns = new Turns()
  readonly #offers: Offers
  readonly #epochs: Epochs

  private constructor(ground: Ground) {
    this.#ground = ground
    this.#offers = new Offers(ground)
    this.#epochs = new Epochs(ground)
  }

  static async prepare(parts: GroupParts): Promise<RoomGroup> {
    return new RoomGroup(await groundOf(parts))
  }

  /** Raw Ed25519: what the server attests. */
  get leafKey(): Uint8Array {
    return this.#ground.keys.publicKey
  }

  get epoch(): number {
    return Number(this.#epochs.now.state.groupContext.epoch)
  }

  get groupId(): Uint8Array {
    return this.#epochs.now.state.groupContext.groupId
  }

  get members(): readonly Leaf[] {
    return this.#epochs.now.seats.map(({ leaf }) => leaf)
  }

  /** A fresh key package, good as long as its attestation; the one before stays good for a Welcome on its way. */
  offer(attestation: string): Promise<Uint8Array> {
    return this.#turns.take(() => this.#offers.make(attestation))
  }

  /** Verifies an offered key package; an `AppError` when anything in it does not hold. */
  async look(keyPackage: Uint8Array): Promise<Candidate> {
    const { identity, ref } = await this.#lookAt(keyPackage)
    const { expires: _, ...who } = identity
    return { ...who, ref: toBase64Url(ref) }
  }

  /** Starts a group with ourselves in it; needs an offer. `groupId` is 16 random bytes. */
  found(groupId: Uint8Array): Promise<void> {
    return this.#turns.take(async () => {
      const { keyPackage, secrets } = this.#offers.newest()
      const { suite, config, door } = this.#ground
      const state = await createGroup(groupId, keyPackage, secrets, [], suite, config)
      const seats = await seatsOf(state, [], door)
      if (seats[0]?.leaf.mayHost !== true) throw new AppError('forbidden', 'You may not host here.')
      this.#epochs.enter(membershipIn(state, seats))
      this.#offers.forget()
    })
  }

  /** Goes in by a Welcome to the group that we wait for; a `GroupAlarm` when anything in it does not hold. */
  join(welcome: Uint8Array, groupId: Uint8Array): Promise<void> {
    return this.#turns.take(async () => {
      this.#epochs.enter(await this.#offers.open(welcome, groupId))
      this.#offers.forget()
    })
  }

  /** Takes people in; a leaf that the same device of the same person still has is taken out in the same commit. */
  add(people: readonly Newcomer[]): Promise<Outgoing> {
    return this.#turns.take(async () => {
      const [first] = people
      if (people.length > 1 && people.some(({ inviteKey }) => inviteKey !== undefined)) {
        throw new AppError('bad_request', 'Guests with an invite are let in one by one.')
      }
      const looked = await Promise.all(people.map(({ keyPackage }) => this.#lookAt(keyPackage)))
      return first?.inviteKey === undefined
        ? this.#commit(proposalsToAdd(looked, this.#epochs.now, undefined))
        : this.#addInvited(looked, first.inviteKey)
    })
  }

  /** Takes leaves out, by their index. */
  remove(leaves: readonly number[]): Promise<Outgoing> {
    return this.#turns.take(() => this.#commit(leaves.map(proposalToRemove)))
  }

  /** New keys without a change of people: what was stolen from a device until now opens nothing any more. */
  update(): Promise<Outgoing> {
    return this.#turns.take(() => this.#commit([]))
  }

  /** The server's answer to our commit. Nothing when it lost, or when the commit came back before its answer did. */
  settle(accepted: boolean): Promise<Change | undefined> {
    return this.#turns.take(() => Promise.resolve(this.#epochs.settle(accepted)))
  }

  /** Takes in what the server relays, in its order. Throws a `GroupAlarm` for what is refused; nothing has changed then. */
  receive(message: Uint8Array): Promise<Received> {
    return this.#turns.take(() => this.#epochs.receive(message))
  }

  /** A message to all, signed as ours. */
  say(text: string): Promise<Uint8Array> {
    return this.#turns.take(() => this.#epochs.say({ kind: 'text', text }))
  }

  /** Tells the hosts that we let this device in; counts if our role may admit. */
  approve(deviceKey: string): Promise<Uint8Array> {
    return this.#turns.take(() => this.#epochs.say({ kind: 'approve', deviceKey }))
  }

  frameKey(): Promise<FrameKey> {
    return this.#turns.take(async () => {
      const { state, seats } = this.#epochs.now
      const { exporterSecret } = state.keySchedule
      const label = 'SFrame 1.0 Base Key'
      const context = new Uint8Array()
      const baseKey = await mlsExporter(exporterSecret, label, context, 16, this.#ground.suite)
      const members = new Map(seats.map(({ leaf }) => [leaf.index, leaf.personId]))
      return { epoch: this.epoch, baseKey, selfLeaf: state.privatePath.leafIndex, members }
    })
  }

  /** The safety code of the present epoch: twenty digits. Takes about a quarter of a second, in small pieces. */
  async code(): Promise<string> {
    const { keySchedule, groupContext } = this.#epochs.now.state
    const authenticator = keySchedule.epochAuthenticator.slice()
    const code = await safetyCode(authenticator, groupContext.groupId)
    zeroise([authenticator])
    return code
  }

  /** Forgets everything. */
  close(): void {
    this.#offers.burn()
    this.#epochs.close()
    zeroise([this.#ground.keys.signKey])
  }

  async #lookAt(keyPackage: Uint8Array): Promise<Looked> {
    try {
      return await lookAt(keyPackage, this.#ground)
    } catch (cause) {
      const sentence = 'This device cannot be let in. Ask the person to load the page again.'
      throw new AppError('bad_request', sentence, { cause })
    }
  }

  async #addInvited(looked: readonly Looked[], inviteKey: CryptoKey): Promise<Outgoing> {
    const from = this.#epochs.now
    const { suite } = this.#ground
    const proposals = proposalsToAdd(looked, from, suite.rng.randomBytes(suite.kdf.size))
    const messages: Uint8Array[] = []
    const psks = new Map<string, Uint8Array>()
    for (const { ref: id } of looked) {
      const value = await invitePsk(inviteKey, id)
      psks.set(toBase64Url(id), value)
      if (from.seats.length > 1) messages.push(await this.#epochs.say({ kind: 'psk', id, value }))
    }
    const outgoing = await this.#commit(proposals, psks)
    zeroise(psks.values())
    return { ...outgoing, messages }
  }

  async #commit(proposals: Proposal[], psks: Psks = new Map()): Promise<Outgoing> {
    const { commit, welcome } = await this.#epochs.propose(proposals, psks)
    return { messages: [], commit, welcome }
  }
}
