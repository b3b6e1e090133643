import type { DeviceKeys } from './device/deviceKeys.ts'
import type { Candidate } from './Keeper.ts'

/** What this browser remembers for one owner, an account or an invite: its own keys, and the devices of others. */
export interface Memory {
  readonly device: DeviceKeys
  /** The secret of the owner's own invite, as HKDF key; with `secret` it is kept from now on, with null no more. */
  readonly inviteKey: (secret: Uint8Array | null | undefined) => Promise<CryptoKey | undefined>
  /** What is known of a person's device, for which the holders of `vouchers` signed. Does not make it known. */
  readonly recall: (
    who: Pick<Candidate, 'personId' | 'deviceKey'>,
    vouchers: readonly string[],
  ) => Promise<{ readonly device: Candidate['device']; readonly verified: boolean }>
  /** A person's device was let in where we are, or was checked by people. */
  readonly note: (
    who: Pick<Candidate, 'personId' | 'deviceKey'>,
    verified: boolean,
  ) => Promise<void>
}
