import type { ClientConfig } from 'ts-mls'
import { sameBytes } from '../bytes.ts'
import type { RoomDoor } from './attestation.ts'
import { readCredential } from './credential.ts'

/** Epochs whose late chat can still be read: a message is on its way while people come in one by one. */
const PAST_EPOCHS = 3

/** The library's rules where its own defaults let anybody in. */
export function strictConfig(door: RoomDoor): ClientConfig {
  return {
    authService: {
      validateCredential: (credential, leafKey) =>
        readCredential(credential, leafKey, door).then(
          () => true,
          () => false,
        ),
    },
    keyPackageEqualityConfig: {
      // One leaf a key. That a person's device has one leaf only is looked at in the new tree, by `seatsOf`.
      compareKeyPackages: (a, b) =>
        sameBytes(a.leafNode.signaturePublicKey, b.leafNode.signaturePublicKey),
      compareKeyPackageToLeafNode: (a, b) =>
        sameBytes(a.leafNode.signaturePublicKey, b.signaturePublicKey),
    },
    lifetimeConfig: {
      // Leaves outlive their key packages. Whoever adds one looks at its age: see `isFresh`.
      validateLifetimeOnReceive: false,
      maximumTotalLifetime: 10_800n,
    },
    keyRetentionConfig: {
      retainKeysForEpochs: PAST_EPOCHS,
      retainKeysForGenerations: 10,
      maximumForwardRatchetSteps: 1_000,
    },
    paddingConfig: { kind: 'padUntilLength', padUntilLength: 256 },
  }
}
