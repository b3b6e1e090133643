import type { Call } from '../../api/send.ts'
import { AppError } from '../../../shared/AppError.ts'
import { stepOfLook, stepOfVisit, type VisitStep } from './visitStep.ts'

export interface VisitStart {
  /** The secret of the link, where the page was opened with one. */
  readonly token: string | undefined
  /** True when this browser already gave the right code for this very link. */
  readonly known: boolean
}

/** The first step: by the cookie where it belongs to this link, else by looking at the link. Never rejects. */
export async function openVisit({ token, known }: VisitStart, call: Call): Promise<VisitStep> {
  try {
    if (known || token === undefined) {
      const visit = await call('visits.read').catch(nobodysVisit)
      if (visit) return stepOfVisit(visit)
    }
    if (token === undefined) return { at: 'noLink' }
    return stepOfLook(await call('visits.look', {}, { token }))
  } catch (error) {
    const { code } = AppError.from(error)
    return { at: code === 'bad_request' || code === 'not_found' ? 'noLink' : 'unreachable' }
  }
}

/** The cookie has ended or there is none: then the link decides. */
function nobodysVisit(error: unknown): undefined {
  const { code } = AppError.from(error)
  if (code === 'unavailable' || code === 'internal' || code === 'too_many_requests') throw error
}
