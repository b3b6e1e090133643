import type { ClientState, ProposalWithSender } from 'ts-mls'
import { makeKeyPackageRef } from 'ts-mls/keyPackage.js'
import { sameBytes, toBase64Url } from '../bytes.ts'
import { GroupAlarm } from './GroupAlarm.ts'
import type { Ground } from './Ground.ts'
import { CATCHING_UP_MS } from './keyPackages.ts'
import type { Leaf } from './Leaf.ts'
import { seatAt, type Seat, seatsOf } from './seats.ts'
import { CIPHER_SUITE } from './suite.ts'

/** One epoch of a group, as one member has it. */
export type Membership = {
  readonly state: ClientState
  readonly seats: readonly Seat[]
  /** Keys of all leaves that were ever seen in the group: a key package is good once. */
  readonly seen: ReadonlySet<string>
}

/** What a commit changed. */
export type Change = {
  /** The epoch that it began. */
  readonly epoch: number
  readonly added: readonly Leaf[]
  readonly removed: readonly Leaf[]
  readonly by: Leaf
}

export type Step = { readonly next: Membership; readonly change: Change }

/** The context of a group of this product: no extension, no other suite. */
export function assertPlain(state: ClientState): void {
  const { cipherSuite, extensions, version } = state.groupContext
  const plain = cipherSuite === CIPHER_SUITE && version === 'mls10' && extensions.length === 0
  if (!plain) throw new GroupAlarm('forbidden_proposal')
}

/** The key of the leaf that an invite's secret vouches for; an alarm when the key's name is another's. */
async function invitedBy(
  proposals: readonly ProposalWithSender[],
  ground: Ground,
): Promise<string | undefined> {
  const all = proposals.map(({ proposal }) => proposal)
  const psk = all.find((proposal) => proposal.proposalType === 'psk')
  const add = all.find((proposal) => proposal.proposalType === 'add')
  if (psk === undefined) return undefined
  const id = psk.psk.preSharedKeyId
  if (add === undefined || id.psktype !== 'external') throw new GroupAlarm('psk')
  const ref = await makeKeyPackageRef(add.add.keyPackage, ground.suite.hash)
  if (!sameBytes(id.pskId, ref)) throw new GroupAlarm('psk')
  return toBase64Url(add.add.keyPackage.leafNode.signaturePublicKey)
}

/** Those who stay are who they were, where they were; those who come are new, and were attested a short while ago. */
function assertSeats(
  { seats: before, seen }: Membership,
  after: readonly Seat[],
  gone: ReadonlySet<number>,
  now: number,
): void {
  for (const seat of before) {
    const stays = after.includes(seat)
    if (gone.has(seat.leaf.index) && stays) throw new GroupAlarm('bad_leaf')
    if (!gone.has(seat.leaf.index) && !stays) throw new GroupAlarm('changed_leaf')
  }
  const added = after.filter((seat) => !before.includes(seat))
  if (added.some(({ leaf }) => seen.has(leaf.leafKey))) throw new GroupAlarm('bad_leaf')
  if (added.some(({ expires }) => expires + CATCHING_UP_MS <= now)) throw new GroupAlarm('bad_leaf')
}

/** A membership that begins with this epoch. */
export function membershipIn(state: ClientState, seats: readonly Seat[]): Membership {
  return { state, seats, seen: new Set(seats.map(({ leaf }) => leaf.leafKey)) }
}

/** Looks at the state that a commit leads to, before anything is made of it; throws an alarm when it may not be. */
export async function stepTo(
  state: ClientState,
  from: Membership,
  proposals: readonly ProposalWithSender[],
  committer: number,
  ground: Ground,
): Promise<Step> {
  assertPlain(state)
  const gone = new Set(
    proposals.flatMap(({ proposal }) =>
      proposal.proposalType === 'remove' ? proposal.remove.removed : [],
    ),
  )
  const invited = await invitedBy(proposals, ground)
  const plain = await seatsOf(state, from.seats, ground.door)
  assertSeats(from, plain, gone, ground.now())
  const seats = plain.map((seat) =>
    seat.leaf.leafKey === invited ? { ...seat, leaf: { ...seat.leaf, byInvite: true } } : seat,
  )
  const by = seatAt(from.seats, committer)
  if (by === undefined) throw new GroupAlarm('may_not_commit')
  const change: Change = {
    epoch: Number(state.groupContext.epoch),
    added: seats.filter((seat) => !from.seats.includes(seat)).map(({ leaf }) => leaf),
    removed: from.seats.filter(({ leaf }) => gone.has(leaf.index)).map(({ leaf }) => leaf),
    by: by.leaf,
  }
  const seen = from.seen.union(membershipIn(state, seats).seen)
  return { next: { state, seats, seen }, change }
}
