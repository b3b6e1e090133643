import type { IncomingMessageCallback, Proposal } from 'ts-mls'
import type { AlarmReason } from './GroupAlarm.ts'
import { seatAt, type Seat } from './seats.ts'

type Incoming = Parameters<IncomingMessageCallback>[0]

const ALLOWED: readonly Proposal['proposalType'][] = ['add', 'remove', 'psk']

/** A group's owner of an invite comes alone: others in the same commit could not know the value. */
function isPskFitting(proposals: readonly Proposal[]): boolean {
  const psks = proposals.filter((proposal) => proposal.proposalType === 'psk')
  const adds = proposals.filter((proposal) => proposal.proposalType === 'add')
  if (psks.length === 0) return true
  return psks.length === 1 && adds.length === 1
}

/**
 * Why a commit is refused; undefined when it may be. Only who is attested as a host commits, and only Add, Remove and
 * the key of an invite, each of it their own.
 */
export function refusalOf(incoming: Incoming, seats: readonly Seat[]): AlarmReason | undefined {
  if (incoming.kind === 'proposal') return 'standalone_proposal'
  const { senderLeafIndex, proposals } = incoming
  const committer = seatAt(seats, senderLeafIndex)
  // Nobody's leaf: an external commit.
  if (committer === undefined || !committer.leaf.mayHost) return 'may_not_commit'
  if (proposals.some((each) => each.senderLeafIndex !== senderLeafIndex))
    return 'forbidden_proposal'
  const all = proposals.map(({ proposal }) => proposal)
  if (all.some(({ proposalType }) => !ALLOWED.includes(proposalType))) return 'forbidden_proposal'
  return isPskFitting(all) ? undefined : 'psk'
}
