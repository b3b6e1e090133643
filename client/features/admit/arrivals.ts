import type { WaitingView } from '../../../shared/protocol/room.ts'

/** Who is in the waiting room now and was not before. */
export function arrivals(
  before: readonly WaitingView[],
  now: readonly WaitingView[],
): readonly WaitingView[] {
  return now.filter(({ peerId }) => !before.some((known) => known.peerId === peerId))
}
