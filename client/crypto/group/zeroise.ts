import type { ClientState, EpochReceiverData } from 'ts-mls'
import { allSecretTreeValues } from 'ts-mls/secretTree.js'

/** Overwrites secrets. A garbage collector may have copied them before: this makes their life short, not certain. */
export function zeroise(secrets: Iterable<Uint8Array | undefined>): void {
  for (const secret of secrets) secret?.fill(0)
}

/** Overwrites the private keys of nodes that the state which stays does not use. */
function zeroisePath(old: ClientState, kept: ClientState): void {
  const used = new Set(Object.values(kept.privatePath.privateKeys))
  zeroise(Object.values(old.privatePath.privateKeys).filter((key) => !used.has(key)))
}

function zeroisePast(past: EpochReceiverData): void {
  zeroise([...allSecretTreeValues(past.secretTree), past.senderDataSecret, past.resumptionPsk])
}

/** Overwrites what an epoch's successor does not need. */
export function zeroiseEpoch(old: ClientState, next: ClientState): void {
  const { exporterSecret, externalSecret, confirmationKey } = old.keySchedule
  const { membershipKey, epochAuthenticator, initSecret } = old.keySchedule
  zeroise([exporterSecret, externalSecret, confirmationKey])
  zeroise([membershipKey, epochAuthenticator, initSecret])
  zeroisePath(old, next)
  for (const [epoch, past] of old.historicalReceiverData) {
    if (!next.historicalReceiverData.has(epoch)) zeroisePast(past)
  }
}

/** Overwrites the epoch of a commit that never counted, and leaves what it shares with the present one. */
export function zeroiseDraft(draft: ClientState, kept: ClientState): void {
  zeroise(Object.values(draft.keySchedule))
  zeroise(allSecretTreeValues(draft.secretTree))
  zeroisePath(draft, kept)
}

/** Overwrites everything that a state holds. */
export function zeroiseState(state: ClientState): void {
  zeroise(Object.values(state.keySchedule))
  zeroise(Object.values(state.privatePath.privateKeys))
  zeroise([state.signaturePrivateKey, ...allSecretTreeValues(state.secretTree)])
  for (const past of state.historicalReceiverData.values()) zeroisePast(past)
}
