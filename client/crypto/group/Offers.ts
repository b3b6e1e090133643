import { AppError } from '../../../shared/AppError.ts'
import { GroupAlarm } from './GroupAlarm.ts'
import type { Ground } from './Ground.ts'
import { makeOffer, type Offer } from './keyPackages.ts'
import type { Membership } from './Membership.ts'
import { decodeMessage, encodeMessage, MOST_BYTES } from './mlsMessage.ts'
import { isFor, openWelcome } from './welcomes.ts'
import { zeroise } from './zeroise.ts'

/** The key packages of ours that may still be used: the newest, and the one before for a Welcome on its way. */
export class Offers {
  #offers: Offer[] = []
  readonly #ground: Ground

  constructor(ground: Ground) {
    this.#ground = ground
  }

  async make(attestation: string): Promise<Uint8Array> {
    const offer = await makeOffer(attestation, this.#ground)
    for (const old of this.#offers.splice(1)) burn(old)
    this.#offers.unshift(offer)
    const { keyPackage } = offer
    return encodeMessage({ version: 'mls10', wireformat: 'mls_key_package', keyPackage })
  }

  newest(): Offer {
    const [offer] = this.#offers
    if (offer === undefined) throw new AppError('internal', 'There is nothing to join with yet.')
    return offer
  }

  async open(bytes: Uint8Array, groupId: Uint8Array): Promise<Membership> {
    const { welcome } = decodeMessage(bytes, 'mls_welcome', MOST_BYTES.welcome)
    const offer = this.#offers.find((each) => isFor(welcome, each))
    if (offer === undefined) throw new GroupAlarm('unreadable')
    try {
      return await openWelcome(welcome, offer, groupId, this.#ground)
    } catch (error) {
      throw GroupAlarm.from(error, 'unreadable')
    }
  }

  /** Once inside, none of them is used again. The leaf's own key is part of the group by then. */
  forget(): void {
    for (const { secrets } of this.#offers) zeroise([secrets.initPrivateKey])
    this.#offers = []
  }

  burn(): void {
    for (const offer of this.#offers) burn(offer)
    this.#offers = []
  }
}

function burn({ secrets }: Offer): void {
  zeroise([secrets.initPrivateKey, secrets.hpkePrivateKey])
}
