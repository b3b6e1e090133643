import type { Listed } from '../../crypto/device/recipients.ts'

/** What a page brings along into the room's group, besides the ticket. */
export interface Entry {
  /** Of the link that a guest's page was opened with; null when that link has none, undefined without a link. */
  readonly inviteSecret?: string | null | undefined
  /** For those who may host. */
  readonly record?: HostRecord | undefined
}

/** What the server keeps for hosts' devices. */
export interface HostRecord {
  /** The devices of all who may host. */
  readonly devices: () => Promise<readonly Listed[]>
  /** Whether an invite has a secret, and that secret as it was sealed to this device, where it was. */
  readonly secretOf: (
    inviteId: string,
  ) => Promise<{ readonly exists: boolean; readonly sealed: string | undefined }>
}
