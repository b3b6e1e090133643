import type { PeerView } from '../../../../../shared/protocol/room.ts'
import type { Offer, Scene } from '../../../../../client/call/group/duties.ts'
import type { Leaf } from '../../../../../client/crypto/Keeper.ts'

/** A member of the group called by one word, which all its ids begin with. */
export function leaf(word: string, more: Partial<Leaf> = {}): Leaf {
  return {
    leafKey: `${word}-leaf`,
    deviceKey: `${word}-device`,
    personId: `${word}-person`,
    name: word,
    role: 'clinician',
    kind: 'staff',
    mayHost: true,
    device: 'first',
    index: 0,
    self: false,
    byInvite: false,
    verifiedBefore: false,
    holdsSecret: false,
    ...more,
  }
}

export function offer(word: string, more: Partial<Offer> = {}): Offer {
  const { index: _, self: __, byInvite: ___, verifiedBefore: ____, ...candidate } = leaf(word)
  return {
    ...candidate,
    peerId: `${word}-place`,
    keyPackage: `${word}-package`,
    invite: 'plain',
    ...more,
  }
}

export function peer(word: string, more: Partial<PeerView> = {}): PeerView {
  return {
    peerId: `${word}-place`,
    personId: `${word}-person`,
    name: `${word}, as the server says`,
    role: 'clinician',
    handRaised: false,
    connected: true,
    streams: [],
    ...more,
  }
}

export const place = (word: string) => ({ peerId: `${word}-place`, leafKey: `${word}-leaf` })

/** Host and patient are in the room and in the group. */
export function scene(more: Partial<Scene> = {}): Scene {
  const leaves = [leaf('host', { self: true }), leaf('patient', { index: 1, mayHost: false })]
  return {
    standing: { groupId: 'group', epoch: 1, leaves },
    server: { epoch: 1, members: [place('host'), place('patient')] },
    roster: [peer('host'), peer('patient')],
    waiting: [],
    offers: [],
    letIn: new Set(),
    evicted: new Set(),
    ...more,
  }
}
