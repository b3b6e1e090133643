import type { PeerView, WaitingView } from '../../../shared/protocol/room.ts'
import type { Candidate, Leaf, Standing } from '../../crypto/Keeper.ts'

/** A place in the room, and the leaf that the server believes to be there. */
export interface Place {
  readonly peerId: string
  readonly leafKey: string
}

/** Someone who asks to be taken into the group. */
export interface Offer extends Candidate {
  readonly peerId: string
  readonly keyPackage: string
  /**
   * How they came by their invite: `secret` by its secret, which this device knows too; `shut` by a secret that it does
   * not know; `without` the secret that the invite has; `plain` where there is none.
   */
  readonly invite: 'plain' | 'secret' | 'shut' | 'without'
  /** The secret, as it was sealed to this device. */
  readonly sealed?: string
}

/** All that a host's device looks at. */
export interface Scene {
  readonly standing: Standing
  /** The server's own count: it may be behind ours for a moment. */
  readonly server: { readonly epoch: number; readonly members: readonly Place[] }
  readonly roster: readonly PeerView[]
  readonly waiting: readonly Pick<WaitingView, 'peerId'>[]
  readonly offers: readonly Offer[]
  /** Devices that a person let in during this meeting. */
  readonly letIn: ReadonlySet<string>
  /** Leaves whom a person took out, whatever the server says of them. */
  readonly evicted: ReadonlySet<string>
}

export interface Duties {
  readonly add: readonly Offer[]
  /** Leaf keys of those whose place has ended. */
  readonly remove: readonly string[]
  /** In the room already, but on devices that only a person can let in. */
  readonly asking: readonly Offer[]
}

/**
 * What is to be done for the group to be the people in the room. Guests, and devices that this browser has never seen,
 * come in only when a person let them in.
 */
export function dutiesOf(scene: Scene): Duties {
  const { standing, roster, waiting, offers, letIn } = scene
  const alive = new Set([...roster, ...waiting].map(({ peerId }) => peerId))
  const inside = new Set(standing.leaves.map(({ leafKey }) => leafKey))
  const open = offers.filter(({ peerId, leafKey }) => alive.has(peerId) && !inside.has(leafKey))
  const allowed = open.filter(
    (offer) => offer.invite !== 'shut' && (letIn.has(offer.deviceKey) || isTrusted(offer)),
  )
  const present = new Set(roster.map(({ peerId }) => peerId))
  return {
    add: batchOf(allowed),
    remove: goneOf(scene, alive),
    asking: open.filter((offer) => !allowed.includes(offer) && present.has(offer.peerId)),
  }
}

/** How many others come first: of those who may commit and are connected, the one with the lowest leaf does it. */
export function turnOf({ standing, server, roster }: Scene): number {
  const connected = new Set(roster.filter((peer) => peer.connected).map(({ peerId }) => peerId))
  const placeOf = new Map(server.members.map(({ leafKey, peerId }) => [leafKey, peerId]))
  const hosts = standing.leaves.filter(
    ({ self, mayHost, leafKey }) => self || (mayHost && connected.has(placeOf.get(leafKey) ?? '')),
  )
  return hosts.toSorted((a, b) => a.index - b.index).findIndex(({ self }) => self)
}

function isTrusted({ kind, device }: Candidate): boolean {
  return kind === 'staff' && (device === 'known' || device === 'endorsed')
}

/** A guest's invite secret goes into a commit of its own: nobody else who is added with it could know it. */
function batchOf(allowed: readonly Offer[]): readonly Offer[] {
  const staff = allowed.filter(({ kind }) => kind === 'staff')
  return staff.length > 0 ? staff : allowed.slice(0, 1)
}

function goneOf(
  { standing, server, evicted }: Scene,
  alive: ReadonlySet<string>,
): readonly string[] {
  const placeOf = new Map(server.members.map(({ leafKey, peerId }) => [leafKey, peerId]))
  // Right after a commit of ours the server's list is still the one before.
  const isListed = server.epoch >= standing.epoch
  const isGone = ({ self, leafKey }: Leaf) =>
    !self && (evicted.has(leafKey) || (isListed && !alive.has(placeOf.get(leafKey) ?? '')))
  return standing.leaves.filter(isGone).map(({ leafKey }) => leafKey)
}
