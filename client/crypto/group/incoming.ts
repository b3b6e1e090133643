import { createApplicationMessage, type PrivateMessage, processPrivateMessage } from 'ts-mls'
import type { ProposalWithSender } from 'ts-mls'
import { decryptSenderData } from 'ts-mls/privateMessage.js'
import { sameBytes } from '../bytes.ts'
import { type AlarmReason, GroupAlarm } from './GroupAlarm.ts'
import type { Ground } from './Ground.ts'
import { type Psks, pskIndex } from './invitePsk.ts'
import { type Leaf } from './Leaf.ts'
import { type Membership, type Step, stepTo } from './Membership.ts'
import { decodeMessage, encodeMessage, MOST_BYTES } from './mlsMessage.ts'
import { decodePayload, type Payload } from './payload.ts'
import { refusalOf } from './policy.ts'
import { seatAt } from './seats.ts'

/** A message whose sender's place is known; who they are is proven only once it is opened. */
export type Envelope = {
  readonly message: PrivateMessage
  /** `forgotten`: of an epoch before ours, or too long ago, to be opened. */
  readonly when: 'forgotten' | 'past' | 'now' | 'ahead'
  /** The place in the tree of its epoch, where we have that. */
  readonly sender: number | undefined
}

export type OpenedCommit =
  | { readonly kind: 'step'; readonly step: Step; readonly consumed: readonly Uint8Array[] }
  | { readonly kind: 'removed'; readonly by: Leaf }

/** What was said, and by whom; nobody when they have left since. */
export type OpenedPayload = {
  readonly membership: Membership
  readonly consumed: readonly Uint8Array[]
  readonly from: Leaf | undefined
  readonly payload: Payload
}

export async function readEnvelope(
  bytes: Uint8Array,
  { state }: Membership,
  ground: Ground,
): Promise<Envelope> {
  const { privateMessage } = decodeMessage(bytes, 'mls_private_message', MOST_BYTES.message)
  const { groupId, epoch } = state.groupContext
  if (!sameBytes(privateMessage.groupId, groupId)) throw new GroupAlarm('other_group')
  if (privateMessage.contentType === 'proposal') throw new GroupAlarm('standalone_proposal')
  if (privateMessage.epoch > epoch)
    return { message: privateMessage, when: 'ahead', sender: undefined }
  const secret =
    privateMessage.epoch === epoch
      ? state.keySchedule.senderDataSecret
      : state.historicalReceiverData.get(privateMessage.epoch)?.senderDataSecret
  if (secret === undefined) {
    return { message: privateMessage, when: 'forgotten', sender: undefined }
  }
  const data = await decryptSenderData(privateMessage, secret, ground.suite).catch(
    (error: unknown) => {
      throw GroupAlarm.from(error, 'unreadable')
    },
  )
  if (data === undefined) throw new GroupAlarm('unreadable')
  const when = privateMessage.epoch === epoch ? 'now' : 'past'
  return { message: privateMessage, when, sender: data.leafIndex }
}

/** Processes a commit of the present epoch by another; an alarm when it may not be, and then nothing has changed. */
export async function openCommit(
  message: PrivateMessage,
  from: Membership,
  psks: Psks,
  ground: Ground,
): Promise<OpenedCommit> {
  let seen: readonly ProposalWithSender[] = []
  let committer = -1
  let refusal: AlarmReason | undefined
  const opened = await processPrivateMessage(
    from.state,
    message,
    pskIndex(psks),
    ground.suite,
    (incoming) => {
      refusal = refusalOf(incoming, from.seats)
      if (incoming.kind === 'commit' && incoming.senderLeafIndex !== undefined) {
        seen = incoming.proposals
        committer = incoming.senderLeafIndex
      }
      return refusal === undefined ? 'accept' : 'reject'
    },
  ).catch((error: unknown) => {
    throw GroupAlarm.from(error, 'unreadable')
  })
  if (opened.kind !== 'newState' || opened.actionTaken !== 'accept') {
    throw new GroupAlarm(refusal ?? 'unreadable')
  }
  const by = seatAt(from.seats, committer)
  if (by === undefined) throw new GroupAlarm('may_not_commit')
  if (opened.newState.groupActiveState.kind !== 'active') return { kind: 'removed', by: by.leaf }
  const step = await stepTo(opened.newState, from, seen, committer, ground)
  return { kind: 'step', step, consumed: opened.consumed }
}

/** Who sits there now, if it is still the one who sat there when the message was made. */
function speakerOf({ message, sender }: Envelope, { state, seats }: Membership): Leaf | undefined {
  if (sender === undefined) return undefined
  const tree =
    message.epoch === state.groupContext.epoch
      ? state.ratchetTree
      : state.historicalReceiverData.get(message.epoch)?.ratchetTree
  const then = tree?.[sender * 2]
  const now = state.ratchetTree[sender * 2]
  if (then?.nodeType !== 'leaf' || now?.nodeType !== 'leaf') return undefined
  const same = sameBytes(then.leaf.signaturePublicKey, now.leaf.signaturePublicKey)
  return same ? seatAt(seats, sender)?.leaf : undefined
}

/** Opens what another member said; an alarm when it was not said by a member, or not by this product. */
export async function openPayload(
  envelope: Envelope,
  from: Membership,
  ground: Ground,
): Promise<OpenedPayload> {
  try {
    const opened = await processPrivateMessage(
      from.state,
      envelope.message,
      pskIndex(new Map()),
      ground.suite,
      () => 'reject',
    )
    if (opened.kind !== 'applicationMessage') throw new GroupAlarm('malformed')
    const payload = decodePayload(opened.message)
    if (payload === undefined) throw new GroupAlarm('malformed')
    const membership = { ...from, state: opened.newState }
    return { membership, consumed: opened.consumed, from: speakerOf(envelope, from), payload }
  } catch (error) {
    throw GroupAlarm.from(error, 'unreadable')
  }
}

/** Encrypts and signs what we say. */
export async function seal(bytes: Uint8Array, from: Membership, ground: Ground) {
  const { newState, privateMessage, consumed } = await createApplicationMessage(
    from.state,
    bytes,
    ground.suite,
  )
  const message = encodeMessage({
    version: 'mls10',
    wireformat: 'mls_private_message',
    privateMessage,
  })
  return { message, consumed, membership: { ...from, state: newState } }
}
