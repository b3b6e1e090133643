import type { KeyDatabase } from './KeyDatabase.ts'

/** A device that this browser has seen a person on. Keys are base64url. */
export type Pin = {
  readonly deviceKey: string
  /** Milliseconds since 1970. */
  readonly firstSeen: number
  /** Another pinned device of the same person, which vouched for this one. */
  readonly endorsedBy?: string
  /** People compared a safety code with this device, or it came by the secret of an invite. */
  readonly verified: boolean
}

/** `changed`: the person was seen on other devices, and none of them vouches for this one. */
export type Familiarity = 'known' | 'first' | 'endorsed' | 'changed'

/** How well a device is known. `vouchers` are the keys whose signature over it was verified. */
export function familiarity(
  pins: readonly Pin[],
  deviceKey: string,
  vouchers: readonly string[] = [],
): Familiarity {
  if (pins.some((pin) => pin.deviceKey === deviceKey)) return 'known'
  if (pins.length === 0) return 'first'
  return pins.some((pin) => vouchers.includes(pin.deviceKey)) ? 'endorsed' : 'changed'
}

/** A person has few devices; the oldest that nobody verified goes first. */
const MAX_PINS = 32

const isPin = (value: unknown): value is Pin =>
  typeof value === 'object' &&
  value !== null &&
  'deviceKey' in value &&
  typeof value.deviceKey === 'string' &&
  'firstSeen' in value &&
  typeof value.firstSeen === 'number' &&
  'verified' in value &&
  typeof value.verified === 'boolean'

const pinsOf = (value: unknown): readonly Pin[] => (Array.isArray(value) ? value.filter(isPin) : [])

function withPin(pins: readonly Pin[], pin: Pin): readonly Pin[] {
  const old = pins.find(({ deviceKey }) => deviceKey === pin.deviceKey)
  const merged = old ? { ...pin, ...old, verified: old.verified || pin.verified } : pin
  const others = pins.filter((each) => each !== old)
  const kept = [...others.filter(({ verified }) => verified), ...others.filter((p) => !p.verified)]
  return [merged, ...kept].slice(0, MAX_PINS)
}

/** What the owner of an account knows of others' devices, in this browser. Two accounts of one browser know apart. */
export class Pins {
  readonly #database: KeyDatabase
  readonly #owner: string

  constructor(database: KeyDatabase, owner: string) {
    this.#database = database
    this.#owner = owner
  }

  async of(personId: string): Promise<readonly Pin[]> {
    return pinsOf(await this.#database.read('pins', [this.#owner, personId]))
  }

  /** Remembers a device; one that is pinned keeps its date, and stays verified. */
  async remember(personId: string, pin: Pin): Promise<readonly Pin[]> {
    const key = [this.#owner, personId]
    return this.#database.change('pins', key, (old) => withPin(pinsOf(old), pin))
  }
}
