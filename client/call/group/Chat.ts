import { can } from '../../../shared/domain/roles.ts'
import type { Heard, Keeper, Leaf, Standing } from '../../crypto/Keeper.ts'
import type { Remote } from '../../crypto/rpc.ts'
import type { Signal } from '../Signal.ts'
import { Store } from '../Store.ts'

export interface ChatMessage {
  readonly messageId: string
  readonly personId: string
  readonly name: string
  readonly text: string
  readonly at: Date
  readonly own: boolean
}

/** Messages of the room's group, signed by their senders and kept by nobody: whoever comes later starts empty. */
export class Chat {
  readonly messages = new Store<readonly ChatMessage[]>([])
  readonly #signal: Signal
  readonly #keeper: Remote<Keeper>
  readonly #standing: () => Standing | undefined

  constructor(signal: Signal, keeper: Remote<Keeper>, standing: () => Standing | undefined) {
    this.#signal = signal
    this.#keeper = keeper
    this.#standing = standing
  }

  readonly say = async (text: string): Promise<void> => {
    const standing = this.#standing()
    const self = standing?.leaves.find((leaf) => leaf.self)
    const message = await this.#keeper.say(text)
    if (!standing || !self) return
    const { seq } = await this.#signal.ask('group.say', { groupId: standing.groupId, message })
    this.#show(self, text, seq)
  }

  /** Whoever may not write is not heard: the server cannot see to it, so everybody does. */
  hear({ from, text }: Extract<Heard, { kind: 'text' }>, seq: number): void {
    const leaf = this.#standing()?.leaves.find(({ leafKey }) => leafKey === from)
    if (leaf && can(leaf.role, 'chat')) this.#show(leaf, text, seq)
  }

  forget(): void {
    this.messages.set([])
  }

  #show({ personId, name, self }: Leaf, text: string, seq: number): void {
    const messageId = `${this.#standing()?.groupId}:${seq}`
    const said: ChatMessage = { messageId, personId, name, text, at: new Date(), own: self }
    this.messages.set([...this.messages.get(), said])
  }
}
