import { fromBase64Url, sameBytes } from './bytes.ts'
import { inviteKeyOf } from './device/inviteSecret.ts'
import { unsealSecret } from './device/madeSecret.ts'
import type { Introductions } from './Introductions.ts'
import type { Memory } from './Memory.ts'

/**
 * The key of a guest's invite, from what was sealed to this device. `doubted`: it was made by a device that this browser
 * does not know, so that it proves nothing here. Throws `gone` when it cannot be opened.
 */
export async function openInvite(
  { inviteId, sealed }: { readonly inviteId: string; readonly sealed: string },
  memory: Memory,
  introductions: Introductions,
): Promise<{ readonly inviteKey: CryptoKey; readonly doubted: boolean }> {
  const made = await unsealSecret(fromBase64Url(sealed), memory.device.sealing, inviteId)
  const inviteKey = await inviteKeyOf(made.secret)
  made.secret.fill(0)
  return { inviteKey, doubted: !(await isKnown(made.maker, memory, introductions)) }
}

async function isKnown(
  maker: Uint8Array,
  memory: Memory,
  introductions: Introductions,
): Promise<boolean> {
  if (sameBytes(memory.device.publicKey, maker)) return true
  const owner = introductions.ownerOf(maker)
  if (!owner) return false
  const who = { personId: owner.personId, deviceKey: owner.signingKey }
  const { device } = await memory.recall(who, introductions.vouchersOf(who))
  return device === 'known' || device === 'endorsed'
}
