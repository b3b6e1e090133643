import { fromBase64Url, sameBytes } from './bytes.ts'
import { isSigned, type Listed } from './device/recipients.ts'

/** Devices that the server lists, as far as their signatures hold. Whether anybody knows them is for the pins to say. */
export class Introductions {
  #devices: readonly Listed[] = []

  async hear(devices: readonly Listed[]): Promise<void> {
    const held = await Promise.all(
      devices.map(async (device) => ((await isSigned(device)) ? [device] : [])),
    )
    this.#devices = held.flat()
  }

  /** The keys of those who vouch for a person's device. */
  vouchersOf({ personId, deviceKey }: { personId: string; deviceKey: string }): readonly string[] {
    return this.#devices
      .filter((device) => device.personId === personId && device.signingKey === deviceKey)
      .map(({ endorsement }) => endorsement.by)
  }

  /** Whose device it is said to be. */
  ownerOf(signingKey: Uint8Array): Pick<Listed, 'personId' | 'signingKey'> | undefined {
    return this.#devices.find((device) => sameBytes(fromBase64Url(device.signingKey), signingKey))
  }
}
