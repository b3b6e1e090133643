import type { ClientState } from 'ts-mls'
import { encodeCredential } from 'ts-mls/credential.js'
import { sameBytes, toBase64Url } from '../bytes.ts'
import type { RoomDoor } from './attestation.ts'
import { type Identity, readCredential } from './credential.ts'
import { GroupAlarm } from './GroupAlarm.ts'
import { isSameDevice, type Leaf } from './Leaf.ts'

/** A leaf of the tree with the very bytes of its credential. */
export type Seat = {
  readonly leaf: Leaf
  readonly credential: Uint8Array
  readonly expires: number
}

/** The most leaves that a group may have: a board has thirty people, some of them with two devices. */
const MAX_SEATS = 128

function assertOneEach(seats: readonly Seat[]): void {
  const clash = seats.some((a, index) =>
    seats
      .slice(index + 1)
      .some((b) => a.leaf.leafKey === b.leaf.leafKey || isSameDevice(a.leaf, b.leaf)),
  )
  if (clash || seats.length > MAX_SEATS) throw new GroupAlarm('bad_leaf')
}

/** The verified leaves of a tree, in its order. Throws on the first that does not hold; those seen before are not verified anew. */
export async function seatsOf(
  state: ClientState,
  before: readonly Seat[],
  door: RoomDoor,
): Promise<readonly Seat[]> {
  const own = state.privatePath.leafIndex
  const seats: Seat[] = []
  for (const [node, value] of state.ratchetTree.entries()) {
    if (value?.nodeType !== 'leaf') continue
    const { credential, signaturePublicKey, extensions } = value.leaf
    if (extensions.length > 0) throw new GroupAlarm('bad_leaf')
    // RFC 9420 appendix C: leaves are the even nodes.
    const index = node / 2
    const leafKey = toBase64Url(signaturePublicKey)
    const bytes = encodeCredential(credential)
    const known = before.find((seat) => seat.leaf.leafKey === leafKey)
    if (known !== undefined && known.leaf.index === index && sameBytes(known.credential, bytes)) {
      seats.push(known)
      continue
    }
    const read = readCredential(credential, signaturePublicKey, door)
    const { expires, ...identity }: Identity = await read.catch((error: unknown) => {
      throw GroupAlarm.from(error, 'bad_leaf')
    })
    const leaf = { ...identity, index, byInvite: false, self: index === own }
    seats.push({ leaf, credential: bytes, expires })
  }
  assertOneEach(seats)
  return seats
}

export function seatAt(seats: readonly Seat[], index: number | undefined): Seat | undefined {
  return seats.find((seat) => seat.leaf.index === index)
}
