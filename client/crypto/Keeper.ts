import type { Role } from '../../shared/domain/roles.ts'
import type { Listed } from './device/recipients.ts'
import type { TransformCounts } from './transform/serveTransforms.ts'

/** Someone who asks to be taken in, as their key package says: signed by the server and by their device. */
export interface Candidate {
  readonly leafKey: string
  readonly personId: string
  readonly name: string
  readonly role: Role
  readonly kind: 'staff' | 'guest'
  readonly mayHost: boolean
  readonly deviceKey: string
  /** Whether they take a Welcome only under the key of their invite: they came by a link with a secret. */
  readonly holdsSecret: boolean
  /** `changed`: this person was seen on other devices, and none of them vouches for this one. */
  readonly device: 'known' | 'endorsed' | 'first' | 'changed'
}

/** A leaf of the group. */
export interface Leaf extends Candidate {
  readonly index: number
  readonly self: boolean
  /** Whether it proved to know the secret of an invite: a guest who came in by it, or the host who let us in by ours. */
  readonly byInvite: boolean
  /** Whether people once compared a safety code with this device and this browser remembers it. */
  readonly verifiedBefore: boolean
}

/** The group as this device knows it. */
export interface Standing {
  readonly groupId: string
  readonly epoch: number
  readonly leaves: readonly Leaf[]
}

export interface Newcomer {
  readonly keyPackage: string
  /** The secret of their invite, as it was sealed to this device. Used for those who hold it themselves. */
  readonly sealed?: string
}

/** A commit that adds, ready to be sent. */
export interface Addition {
  /** To be said before it: what those inside need to follow it. */
  readonly first: readonly string[]
  readonly commit: string
  readonly welcome: string
  /** Old leaves of the same devices, which it takes out: leaf keys. */
  readonly replaced: readonly string[]
}

/** What a message of the group turned out to be. */
export type Heard =
  | { readonly kind: 'epoch'; readonly standing: Standing }
  | { readonly kind: 'text'; readonly from: string; readonly text: string }
  | { readonly kind: 'approve'; readonly from: string; readonly deviceKey: string }
  | { readonly kind: 'removed' }
  /** Others are in an epoch whose beginning we refused or never got. */
  | { readonly kind: 'ahead' }
  | { readonly kind: 'nothing' }

/**
 * What the worker does for the page: it holds this device's keys, its place in the room's MLS group, and every frame
 * that comes and goes. Bytes cross as base64url; keys never do.
 */
export interface Keeper {
  /**
   * A leaf that asks to be taken in, with this browser's device key; the same one until it was. Gives its public key,
   * for the server to attest.
   */
  readonly begin: (of: {
    readonly roomId: string
    readonly attestationKey: JsonWebKey
    /** Whose device key: the account's id, or the invite's. */
    readonly owner: string
    /** Of the link that this page was opened with; kept for as long as the invite lasts. Null: the link has none. */
    readonly inviteSecret?: string | null | undefined
  }) => Promise<string>
  /** A key package with the server's attestation in it. The one before cannot be used any more. */
  readonly offer: (attestation: string) => Promise<string>
  readonly found: (groupId: string) => Promise<Standing>
  readonly join: (groupId: string, welcome: string) => Promise<Standing>
  readonly look: (keyPackage: string) => Promise<Candidate>
  /** Devices of people who may come: whom a known one vouches for is no stranger. The server may have made them up. */
  readonly introduce: (devices: readonly Listed[]) => Promise<void>
  /** Whether this device can open what was sealed to it of an invite. */
  readonly opens: (inviteId: string, sealed: string) => Promise<boolean>
  /** Waits for `settle`. */
  readonly add: (newcomers: readonly Newcomer[]) => Promise<Addition>
  readonly remove: (leafKeys: readonly string[]) => Promise<{ readonly commit: string }>
  /** Whether the server took the commit. If not, nothing has changed. */
  readonly settle: (accepted: boolean) => Promise<Standing>
  readonly receive: (message: string) => Promise<Heard>
  readonly say: (text: string) => Promise<string>
  readonly approve: (deviceKey: string) => Promise<string>
  /** The safety code of this epoch: 20 digits. */
  readonly code: () => Promise<string>
  /** The devices of these leaves were checked by people: from now on they are known here. */
  readonly vouch: (leafKeys: readonly string[]) => Promise<void>
  /** While held, no frame leaves. */
  readonly hold: (held: boolean) => Promise<void>
  /** What became of the frames of each stream. */
  readonly counts: () => Promise<TransformCounts>
  /** Out of the group; what was offered stays. */
  readonly leave: () => Promise<void>
  readonly end: () => Promise<void>
}
