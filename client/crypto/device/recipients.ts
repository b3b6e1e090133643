import { sameBytes, fromBase64Url, toBase64Url } from '../bytes.ts'
import type { DeviceKeys } from './deviceKeys.ts'
import { isEndorsedBy } from './endorsement.ts'
import { familiarity, type Pin } from './pins.ts'

/** A device as the server lists it; keys are base64url. The server may have made it up. */
export type Listed = {
  readonly personId: string
  readonly signingKey: string
  readonly sealingKey: string
  readonly endorsement: { readonly by: string; readonly signature: string }
}

/** Who looks at the list: this browser, and whom it knows. */
export type Looker = {
  readonly personId: string
  readonly keys: Pick<DeviceKeys, 'publicKey' | 'sealingKey'>
  readonly pinsOf: (personId: string) => Promise<readonly Pin[]>
}

/** Whether the keys of a listed device were signed by the device that is said to vouch for it. */
export async function isSigned(device: Listed): Promise<boolean> {
  try {
    const { personId, endorsement } = device
    const signingKey = fromBase64Url(device.signingKey)
    const sealingKey = fromBase64Url(device.sealingKey)
    const listed = { personId, signingKey, sealingKey }
    return await isEndorsedBy(
      fromBase64Url(endorsement.by),
      listed,
      fromBase64Url(endorsement.signature),
    )
  } catch {
    return false
  }
}

/**
 * Those of the listed devices that secrets may be sealed to: this one, those that it knows, those that such a device
 * vouches for, and all of a colleague of whom it knows none. A further device of one's own is a stranger until the two
 * were compared: the server could list one.
 */
export async function recipientsAmong<D extends Listed>(
  listed: readonly D[],
  looker: Looker,
): Promise<readonly D[]> {
  const signed = await Promise.all(listed.map(async (one) => ((await isSigned(one)) ? [one] : [])))
  const people = new Map(
    await Promise.all(
      [...new Set(listed.map(({ personId }) => personId))].map(
        async (personId) => [personId, await pinsWithSelf(personId, looker)] as const,
      ),
    ),
  )
  const accepted: D[] = []
  for (let open = signed.flat(), found = open; found.length > 0;) {
    found = open.filter((one) => isAcceptable(one, people.get(one.personId) ?? [], accepted))
    accepted.push(...found)
    open = open.filter((one) => !found.includes(one))
  }
  return accepted.filter((one) => !isImpostor(one, looker))
}

/** A signing key of ours beside a sealing key that is not. */
function isImpostor({ signingKey, sealingKey }: Listed, { keys }: Looker): boolean {
  return (
    sameBytes(fromBase64Url(signingKey), keys.publicKey) &&
    !sameBytes(fromBase64Url(sealingKey), keys.sealingKey)
  )
}

function isAcceptable(
  { personId, signingKey, endorsement: { by } }: Listed,
  pins: readonly Pin[],
  accepted: readonly Listed[],
): boolean {
  const friends = [
    ...pins.map(({ deviceKey }) => deviceKey),
    ...accepted.filter((one) => one.personId === personId).map((one) => one.signingKey),
  ]
  // A sealing key that a stranger signed may be put beside a signing key that we know.
  if (by !== signingKey && !friends.includes(by)) return false
  return friends.includes(by) || familiarity(pins, signingKey, [by]) !== 'changed'
}

async function pinsWithSelf(
  personId: string,
  { personId: self, keys, pinsOf }: Looker,
): Promise<readonly Pin[]> {
  const pins = await pinsOf(personId)
  if (personId !== self) return pins
  return [...pins, { deviceKey: toBase64Url(keys.publicKey), firstSeen: 0, verified: true }]
}
