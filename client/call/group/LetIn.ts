import type { Candidate } from '../../crypto/Keeper.ts'

/** Which devices a person let in during this meeting. Kept with the tab, so that its reload asks nobody again. */
export class LetIn {
  #key: string | undefined
  #devices = new Set<string>()
  readonly #evicted = new Set<string>()

  open(roomId: string): void {
    this.#key = `letIn:${roomId}`
    this.#devices = new Set(stored(this.#key))
  }

  get devices(): ReadonlySet<string> {
    return this.#devices
  }

  add(deviceKey: string): void {
    this.#devices.add(deviceKey)
    this.#store()
  }

  /** Leaves of those whom a person took out. */
  get evicted(): ReadonlySet<string> {
    return this.#evicted
  }

  /** Taken out by a person: the leaf goes whatever the server says, and to come back they must be let in again. */
  evict({ leafKey, deviceKey }: Pick<Candidate, 'leafKey' | 'deviceKey'>): void {
    this.#evicted.add(leafKey)
    this.#devices.delete(deviceKey)
    this.#store()
  }

  #store(): void {
    if (this.#key === undefined) return
    try {
      sessionStorage.setItem(this.#key, JSON.stringify([...this.#devices]))
    } catch {
      // Without storage a reload asks again: more clicks, not less safe.
    }
  }
}

function stored(key: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]')
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
  } catch {
    return []
  }
}
