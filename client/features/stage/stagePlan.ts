import type { Face } from './faces.ts'

export type StageMode = 'grid' | 'spotlight'

/** What is shown large, and what beside it. `pair`: the other fills the stage and oneself is small. */
export type StagePlan =
  | { readonly layout: 'alone' }
  | { readonly layout: 'pair'; readonly other: Face }
  | { readonly layout: 'grid'; readonly faces: readonly Face[] }
  | { readonly layout: 'spotlight'; readonly main: Face; readonly strip: readonly Face[] }
  | { readonly layout: 'screen'; readonly owner: Face; readonly strip: readonly Face[] }

export interface StageWish {
  readonly mode: StageMode
  /** Whom the viewer asked to see large. */
  readonly pinned: string | undefined
  /** Who spoke last, not oneself: stays large in a pause, so that nothing jumps. */
  readonly lastSpeaker: string | undefined
}

/** A screen that is shown comes first, then whom the viewer asked for, then who speaks. */
export function stagePlan(faces: readonly Face[], wish: StageWish): StagePlan {
  const [first, second] = faces
  if (first === undefined) return { layout: 'alone' }
  const owner = faces.find(({ screen }) => screen !== undefined)
  if (owner) return { layout: 'screen', owner, strip: faces }
  if (second === undefined) return { layout: 'pair', other: first }
  const by = (id: string | undefined): Face | undefined => faces.find(({ peerId }) => peerId === id)
  const pinned = by(wish.pinned)
  if (wish.mode === 'grid' && !pinned) return { layout: 'grid', faces }
  const main = pinned ?? by(wish.lastSpeaker) ?? first
  return { layout: 'spotlight', main, strip: faces.filter((face) => face !== main) }
}
