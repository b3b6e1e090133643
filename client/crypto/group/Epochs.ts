import type { Proposal } from 'ts-mls'
import { AppError } from '../../../shared/AppError.ts'
import { sameBytes, toBase64Url } from '../bytes.ts'
import { type Draft, makeDraft, pastOwnCommit, settled } from './drafts.ts'
import { GroupAlarm } from './GroupAlarm.ts'
import type { Ground } from './Ground.ts'
import { type Envelope, openCommit, openPayload, readEnvelope, seal } from './incoming.ts'
import type { Psks } from './invitePsk.ts'
import type { Change, Membership } from './Membership.ts'
import { encodePayload, type Payload } from './payload.ts'
import { type Received, receivedOf } from './Received.ts'
import { zeroise, zeroiseDraft, zeroiseEpoch, zeroiseState } from './zeroise.ts'

/** Keys of invites that may wait for their commit in one epoch. */
const MAX_PSKS = 8

/** A member's way from epoch to epoch: what they are in, what they proposed, and what comes of what they hear. */
export class Epochs {
  readonly #ground: Ground
  #membership: Membership | undefined
  /** Commits of ours in this epoch; one that is said to have lost may still turn out to have won. */
  #drafts: readonly Draft[] = []
  #pending: Draft | 'overtaken' | undefined
  readonly #psks = new Map<string, Uint8Array>()

  constructor(ground: Ground) {
    this.#ground = ground
  }

  get now(): Membership {
    if (this.#membership === undefined) throw new AppError('gone', 'You are not in the group.')
    return this.#membership
  }

  enter(membership: Membership): void {
    if (this.#membership) throw new AppError('conflict', 'You are in the group already.')
    this.#membership = membership
  }

  async say(payload: Payload): Promise<Uint8Array> {
    const bytes = encodePayload(payload)
    if (bytes === undefined) throw new AppError('bad_request', 'This message is too long.')
    const { message, consumed, membership } = await seal(bytes, this.now, this.#ground)
    this.#membership = membership
    zeroise(consumed)
    return message
  }

  /** Our commit, which counts once it is settled. */
  async propose(proposals: Proposal[], psks: Psks): Promise<Draft> {
    const from = this.now
    if (!from.seats.some(({ leaf }) => leaf.self && leaf.mayHost)) {
      throw new AppError('forbidden', 'Only a host may change who is in the group.')
    }
    if (this.#pending !== undefined) {
      throw new AppError('conflict', 'Another change of the group is on its way.')
    }
    const draft = await makeDraft(from, proposals, psks, this.#ground)
    this.#membership = { ...from, state: await pastOwnCommit(from.state, this.#ground) }
    this.#drafts = [...this.#drafts, draft]
    this.#pending = draft
    return draft
  }

  settle(accepted: boolean): Change | undefined {
    const pending = this.#pending
    this.#pending = undefined
    if (pending === 'overtaken' && accepted) throw new GroupAlarm('fork')
    if (pending === undefined || pending === 'overtaken' || !accepted) return undefined
    return this.#adopt(pending)
  }

  async receive(bytes: Uint8Array): Promise<Received> {
    const from = this.now
    const envelope = await readEnvelope(bytes, from, this.#ground)
    if (envelope.when === 'ahead') return { kind: 'ahead' }
    // From before we came, or our own from long ago: nobody can tell, and nothing comes of it.
    if (envelope.when === 'forgotten') return { kind: 'nothing' }
    const own = envelope.sender === from.state.privatePath.leafIndex
    if (envelope.message.contentType === 'application') {
      return own ? { kind: 'nothing' } : this.#hear(envelope, from)
    }
    if (own) return this.#recognise(bytes, envelope)
    if (envelope.when !== 'now') throw new GroupAlarm('old_message')
    return this.#follow(envelope, from)
  }

  close(): void {
    this.#forgetEpoch()
    this.#pending = undefined
    if (this.#membership) zeroiseState(this.#membership.state)
    this.#membership = undefined
  }

  async #hear(envelope: Envelope, from: Membership): Promise<Received> {
    const {
      payload,
      membership,
      consumed,
      from: speaker,
    } = await openPayload(envelope, from, this.#ground)
    const received = receivedOf(payload, speaker)
    if (payload.kind === 'psk' && received.kind === 'psk') this.#keep(payload, envelope)
    this.#membership = membership
    zeroise(consumed)
    return received
  }

  /** An invite's key whose commit another overtook is of no use: it is told anew for the next. */
  #keep({ id, value }: Extract<Payload, { kind: 'psk' }>, { when }: Envelope): void {
    if (when !== 'now') return
    if (this.#psks.size >= MAX_PSKS) throw new GroupAlarm('psk')
    this.#psks.set(toBase64Url(id), value)
  }

  /** A commit of ours that comes back has won, whatever we were told. */
  #recognise(bytes: Uint8Array, { when }: Envelope): Received {
    if (when === 'past') return { kind: 'nothing' }
    const draft = this.#drafts.find(({ commit }) => sameBytes(commit, bytes))
    if (draft === undefined) throw new GroupAlarm('fork')
    // An answer for it may still come; for another of ours it would be a contradiction.
    this.#pending = this.#pending === draft ? undefined : this.#pending && 'overtaken'
    return { kind: 'epoch', ...this.#adopt(draft) }
  }

  async #follow({ message }: Envelope, from: Membership): Promise<Received> {
    const opened = await openCommit(message, from, this.#psks, this.#ground)
    if (opened.kind === 'removed') {
      this.close()
      return opened
    }
    if (this.#pending !== undefined) this.#pending = 'overtaken'
    const { next, change } = opened.step
    this.#move(from, next, opened.consumed)
    return { kind: 'epoch', ...change }
  }

  #adopt(draft: Draft): Change {
    const from = this.now
    this.#drafts = this.#drafts.filter((each) => each !== draft)
    this.#move(from, settled(draft, from.state), draft.consumed)
    return draft.change
  }

  #move(from: Membership, next: Membership, consumed: readonly Uint8Array[]): void {
    this.#forgetEpoch()
    this.#membership = next
    zeroise(consumed)
    zeroiseEpoch(from.state, next.state)
  }

  /** What was only good in this epoch. */
  #forgetEpoch(): void {
    zeroise(this.#psks.values())
    this.#psks.clear()
    for (const { next } of this.#drafts) {
      if (this.#membership) zeroiseDraft(next.state, this.#membership.state)
    }
    this.#drafts = []
  }
}
