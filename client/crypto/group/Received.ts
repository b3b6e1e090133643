import { can } from '../../../shared/domain/roles.ts'
import { GroupAlarm } from './GroupAlarm.ts'
import type { Leaf } from './Leaf.ts'
import type { Change } from './Membership.ts'
import type { Payload } from './payload.ts'

/** What a message of the group came to. */
export type Received =
  | ({ readonly kind: 'epoch' } & Change)
  | { readonly kind: 'text'; readonly from: Leaf; readonly text: string }
  | { readonly kind: 'approve'; readonly from: Leaf; readonly deviceKey: string }
  /** The key of an invite, kept for the commit that follows. */
  | { readonly kind: 'psk' }
  /** We were taken out, and everything is forgotten. */
  | { readonly kind: 'removed'; readonly by: Leaf }
  /** A commit in between is missing: ask for it (`group.since`), then for this one again. */
  | { readonly kind: 'ahead' }
  /** Our own words come back, those of somebody who has left since, or what is too old to be opened. */
  | { readonly kind: 'nothing' }

/** What somebody's words come to, if they may say them. */
export function receivedOf(payload: Payload, from: Leaf | undefined): Received {
  if (from === undefined) return { kind: 'nothing' }
  switch (payload.kind) {
    case 'text':
      return { kind: 'text', from, text: payload.text }
    case 'approve':
      if (!can(from.role, 'admit')) throw new GroupAlarm('may_not_admit')
      return { kind: 'approve', from, deviceKey: payload.deviceKey }
    case 'psk':
      if (!from.mayHost) throw new GroupAlarm('psk')
      return { kind: 'psk' }
  }
}
