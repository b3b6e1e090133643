import { AppError } from '../../shared/AppError.ts'
import type { Body, Input } from '../../shared/protocol/contract.ts'
import type { group, GroupMessage } from '../../shared/protocol/group.ts'
import { GroupLog } from './GroupLog.ts'

/** A place in the room with the leaf key that was attested to it. */
export interface Leaf {
  readonly peerId: string
  readonly leafKey: string
}

interface Member extends Leaf {
  /** The commit that took it in: nothing up to it is for this member. */
  readonly since: number
  /** Kept until the member speaks as one, for a line may break just when it is sent. */
  welcome: string | undefined
}

type Commit = Input<(typeof group)['group.commit']>

/** An MLS group as the server sees it: one order of messages that it cannot read, and the places that get them. */
export class Group {
  readonly id: string
  readonly #founder: string
  readonly #log = new GroupLog()
  readonly #members = new Map<string, Member>()
  #epoch = 0

  constructor(id: string, founder: Leaf) {
    this.id = id
    this.#founder = founder.peerId
    this.#members.set(founder.peerId, { ...founder, since: 0, welcome: undefined })
  }

  get view(): Body<(typeof group)['group.state']> {
    const members = [...this.#members.values()].map(({ peerId, leafKey }) => ({ peerId, leafKey }))
    return { groupId: this.id, epoch: this.#epoch, founder: this.#founder, members }
  }

  /** A place whose person left stays a member until a commit takes it out. */
  has(peerId: string): boolean {
    return this.#members.has(peerId)
  }

  /** Whether a message is for this place. */
  isFor(peerId: string, { seq }: GroupMessage): boolean {
    const member = this.#members.get(peerId)
    return member !== undefined && member.since < seq
  }

  say(peerId: string, message: string): GroupMessage {
    this.#speaking(peerId)
    return this.#log.append({ groupId: this.id, peerId, message })
  }

  /** Ends an epoch, if it is the one that is: the first commit wins. */
  commit(peerId: string, { epoch, commit, welcome, removed }: Commit, added: readonly Leaf[]) {
    this.#speaking(peerId)
    if (epoch !== this.#epoch) throw new AppError('conflict', 'Somebody else was faster')
    if (removed.includes(peerId) || !removed.every((id) => this.#members.has(id)))
      throw new AppError('bad_request', 'Only other members can be taken out of the group')
    if (added.some(({ peerId: id }) => this.#members.has(id) && !removed.includes(id)))
      throw new AppError('conflict', 'This device is in the group already')
    const message = this.#log.append({ groupId: this.id, peerId, message: commit })
    this.#epoch += 1
    for (const id of removed) this.#members.delete(id)
    for (const leaf of added)
      this.#members.set(leaf.peerId, { ...leaf, since: message.seq, welcome: welcome?.message })
    return message
  }

  /** Throws `gone` when some of it is not kept any more: the device then joins the group anew. */
  since(peerId: string, seq: number): readonly GroupMessage[] {
    const member = this.#speaking(peerId)
    const messages = this.#log.since(Math.max(seq, member.since))
    if (!messages) throw new AppError('gone', 'Too much was said meanwhile. Please join again.')
    return messages
  }

  /** What a member that has not spoken yet begins with. */
  beginning(peerId: string) {
    const member = this.#members.get(peerId)
    if (member?.welcome === undefined) return undefined
    const welcome = { groupId: this.id, seq: member.since, message: member.welcome }
    return { welcome, messages: this.#log.since(member.since) ?? [] }
  }

  #speaking(peerId: string): Member {
    const member = this.#members.get(peerId)
    if (!member) throw new AppError('gone', 'This device is not in the group any more')
    member.welcome = undefined
    return member
  }
}
