import { type ClientState, createCommit, type Proposal } from 'ts-mls'
import { consumeRatchet } from 'ts-mls/secretTree.js'
import { leafToNodeIndex, toLeafIndex } from 'ts-mls/treemath.js'
import { AppError } from '../../../shared/AppError.ts'
import type { Ground } from './Ground.ts'
import { type Psks, pskIndex } from './invitePsk.ts'
import type { Looked } from './keyPackages.ts'
import { isSameDevice } from './Leaf.ts'
import { type Membership, type Step, stepTo } from './Membership.ts'
import { encodeMessage } from './mlsMessage.ts'

/** A commit of ours that the server has not ordered yet, with the epoch that it would begin. */
export type Draft = Step & {
  readonly commit: Uint8Array
  readonly welcome: Uint8Array | undefined
  /** What to overwrite once it counts. */
  readonly consumed: readonly Uint8Array[]
}

/** Takes a person in, and what their device had here before out. With `psk`, under the key of their invite. */
export function proposalsToAdd(
  looked: readonly Looked[],
  { seats, seen }: Membership,
  pskNonce: Uint8Array | undefined,
): Proposal[] {
  if (looked.some(({ identity }) => seen.has(identity.leafKey))) {
    throw new AppError('conflict', 'This device was let in before and has to ask anew.')
  }
  const old = seats.filter(({ leaf }) =>
    looked.some(({ identity }) => isSameDevice(leaf, identity)),
  )
  if (old.some(({ leaf }) => leaf.self)) {
    throw new AppError('conflict', 'You are in this visit with this device already.')
  }
  const removes = old.map(({ leaf }): Proposal => proposalToRemove(leaf.index))
  const adds = looked.map(({ keyPackage }): Proposal => ({
    proposalType: 'add',
    add: { keyPackage },
  }))
  const psks = looked.flatMap(({ ref }): Proposal[] =>
    pskNonce === undefined
      ? []
      : [
          {
            proposalType: 'psk',
            psk: { preSharedKeyId: { psktype: 'external', pskId: ref, pskNonce } },
          },
        ],
  )
  return [...removes, ...adds, ...psks]
}

export function proposalToRemove(removed: number): Proposal {
  return { proposalType: 'remove', remove: { removed } }
}

export async function makeDraft(
  from: Membership,
  proposals: Proposal[],
  psks: Psks,
  ground: Ground,
): Promise<Draft> {
  const { suite } = ground
  const { newState, welcome, commit, consumed } = await createCommit(
    { state: from.state, cipherSuite: suite, pskIndex: pskIndex(psks) },
    { extraProposals: proposals, ratchetTreeExtension: true },
  )
  const own = from.state.privatePath.leafIndex
  const said = proposals.map((proposal) => ({ proposal, senderLeafIndex: own }))
  const step = await stepTo(newState, from, said, own, ground)
  return {
    ...step,
    commit: encodeMessage(commit),
    welcome: welcome && encodeMessage({ version: 'mls10', wireformat: 'mls_welcome', welcome }),
    consumed,
  }
}

/**
 * The state after a commit was made that may never count. The library forgets that its key was used: the next commit
 * of the same epoch would be encrypted with the same one.
 */
export async function pastOwnCommit(state: ClientState, ground: Ground): Promise<ClientState> {
  const node = leafToNodeIndex(toLeafIndex(state.privatePath.leafIndex))
  const { newTree } = await consumeRatchet(state.secretTree, node, 'commit', ground.suite)
  return { ...state, secretTree: newTree }
}

/** The draft's epoch, knowing what was heard of this and earlier ones since it was made: else that could be replayed. */
export function settled(draft: Draft, old: ClientState): Membership {
  const { state } = draft.next
  const historicalReceiverData = new Map(
    Array.from(state.historicalReceiverData, ([epoch, past]) => [
      epoch,
      epoch === old.groupContext.epoch
        ? { ...past, secretTree: old.secretTree }
        : (old.historicalReceiverData.get(epoch) ?? past),
    ]),
  )
  return { ...draft.next, state: { ...state, historicalReceiverData } }
}
