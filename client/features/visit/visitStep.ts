import type { OutputOf } from '../../api/send.ts'
import type { Over } from '../../call/phase.ts'

export type Look = OutputOf<'visits.look'>
export type Visit = OutputOf<'visits.read'>

/** Where a guest is on their way from the link to the end of the visit. */
export type VisitStep =
  | { readonly at: 'opening' }
  | { readonly at: 'noLink' }
  | { readonly at: 'unreachable' }
  | { readonly at: 'early' | 'locked' | 'over' | 'code'; readonly look: Look }
  | { readonly at: 'preview' | 'inside'; readonly visit: Visit }
  | { readonly at: 'gone'; readonly visit: Visit; readonly why: Over }
  | { readonly at: 'forgotten' }

export function stepOfLook(look: Look): VisitStep {
  return { at: look.state === 'open' ? 'code' : look.state, look }
}

export function stepOfVisit(visit: Visit): VisitStep {
  const over = visit.state === 'ended' || visit.state === 'cancelled'
  return over ? { at: 'gone', visit, why: 'ended' } : { at: 'preview', visit }
}

/** Whether going back in may work, or only a call to the clinic helps. */
export function mayComeBack(why: Over): boolean {
  return why === 'left' || why === 'failed' || why === 'refused' || why === 'restarting'
}
