import type { ConsultState } from './consult.ts'

/** Wrong codes that an invite bears; with six digits a guess succeeds once in 200,000 invites. */
export const CODE_TRIES = 5

export type InviteState = 'early' | 'open' | 'locked' | 'revoked' | 'over'

export interface Invite {
  readonly wrongTries: number
  readonly opensAt: Date
  readonly closesAt: Date
  readonly revokedAt: Date | null
  readonly consultState: ConsultState
}

/** Whether a guest may come in with this invite now, and if not, why. */
export function inviteState(invite: Invite, now: Date): InviteState {
  if (invite.revokedAt) return 'revoked'
  if (invite.consultState === 'ended' || invite.consultState === 'cancelled') return 'over'
  if (now >= invite.closesAt) return 'over'
  if (invite.wrongTries >= CODE_TRIES) return 'locked'
  return now < invite.opensAt ? 'early' : 'open'
}
