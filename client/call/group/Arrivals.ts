import type { Candidate, Keeper } from '../../crypto/Keeper.ts'
import type { Remote } from '../../crypto/rpc.ts'
import type { Offer } from './duties.ts'
import type { HostRecord } from './Entry.ts'

type Offered = { readonly peerId: string; readonly keyPackage: string }
type Looked = Omit<Offer, keyof Offered>

/** Looks through what is offered, once, and finds what belongs to it. What is not right is nobody's. */
export class Arrivals {
  record: HostRecord | undefined
  readonly #keeper: Remote<Keeper>
  readonly #looked = new Map<string, Promise<Looked | undefined>>()
  #introducing: Promise<void> | undefined

  constructor(keeper: Remote<Keeper>) {
    this.#keeper = keeper
  }

  async among(offered: readonly Offered[]): Promise<readonly Offer[]> {
    for (const known of this.#looked.keys())
      if (!offered.some(({ keyPackage }) => keyPackage === known)) this.#looked.delete(known)
    const looked = await Promise.all(
      offered.map(async ({ peerId, keyPackage }) => {
        const candidate = await this.#look(keyPackage)
        return candidate ? [{ ...candidate, peerId, keyPackage }] : []
      }),
    )
    return looked.flat()
  }

  async #look(keyPackage: string): Promise<Looked | undefined> {
    const looking = this.#looked.get(keyPackage) ?? this.#lookThrough(keyPackage)
    this.#looked.set(keyPackage, looking)
    const looked = await looking
    // Somebody may seal the secret to this device in the meantime, and the line may come back.
    if (!looked || looked.invite === 'shut') this.#looked.delete(keyPackage)
    return looked
  }

  async #lookThrough(keyPackage: string): Promise<Looked | undefined> {
    try {
      await this.#introduce()
      const candidate = await this.#keeper.look(keyPackage)
      return { ...candidate, ...(await this.#invited(candidate)) }
    } catch {
      return undefined
    }
  }

  async #invited({
    kind,
    personId,
    holdsSecret,
  }: Candidate): Promise<Pick<Offer, 'invite' | 'sealed'>> {
    const { record } = this
    if (kind !== 'guest' || !record) return { invite: holdsSecret ? 'shut' : 'plain' }
    const { exists, sealed } = await record.secretOf(personId)
    if (!holdsSecret) return { invite: exists ? 'without' : 'plain' }
    if (sealed === undefined || !(await this.#keeper.opens(personId, sealed)))
      return { invite: 'shut' }
    return { invite: 'secret', sealed }
  }

  /** Whoever comes may have a device since a minute. */
  #introduce(): Promise<void> {
    const introduce = async (): Promise<void> => {
      const devices = await this.record?.devices()
      if (devices) await this.#keeper.introduce(devices)
    }
    this.#introducing ??= introduce()
      .catch(() => undefined)
      .finally(() => (this.#introducing = undefined))
    return this.#introducing
  }
}
