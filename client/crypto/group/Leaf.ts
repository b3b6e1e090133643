import type { Identity } from './credential.ts'

/** A member as everybody in the group sees them. */
export type Leaf = Omit<Identity, 'expires'> & {
  /** The place in the tree: what frames carry as sender. Another may have it once this one is gone. */
  readonly index: number
  /** The invite's secret was used when one of us and this device came together, so the server cannot have forged it. */
  readonly byInvite: boolean
  readonly self: boolean
}

/** A person's device, which has one leaf at most. */
export const isSameDevice = (
  a: Pick<Identity, 'personId' | 'deviceKey'>,
  b: Pick<Identity, 'personId' | 'deviceKey'>,
): boolean => a.personId === b.personId && a.deviceKey === b.deviceKey
