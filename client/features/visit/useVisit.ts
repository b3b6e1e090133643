import { useEffect, useState } from 'react'
import { AppError } from '../../../shared/AppError.ts'
import type { Call } from '../../api/send.ts'
import type { Over } from '../../call/phase.ts'
import { openVisit } from './openVisit.ts'
import {
  forgetKnown,
  isKnown,
  isLinkLike,
  linkIn,
  rememberKnown,
  type VisitLink,
} from './visitLink.ts'
import { stepOfLook, type VisitStep } from './visitStep.ts'

export interface VisitWay {
  readonly step: VisitStep
  /** What the page was opened with: in memory only, taken out of the address at once. */
  readonly link: VisitLink | undefined
  /** Starts over with link and cookie. */
  readonly again: () => void
  /** Rejects when it was wrong; after the fifth time the step is `locked`. */
  readonly giveCode: (code: string) => Promise<void>
  readonly enter: () => void
  readonly goBack: () => void
  readonly end: (why: Over) => void
  readonly forget: () => Promise<void>
}

/** A guest's way from the link to the end of the visit. */
export function useVisit(call: Call): VisitWay {
  const link = useLink()
  const token = link?.token
  const [round, setRound] = useState(0)
  const [step, setStep] = useState<VisitStep>({ at: 'opening' })

  useEffect(() => {
    let late = false
    const open = async (): Promise<void> => {
      const known = token !== undefined && (await isKnown(token))
      const next = await openVisit({ token, known }, call)
      if (!late) setStep(next)
    }
    void open()
    return () => {
      late = true
    }
    // `round` asks again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [token, round, call])

  const withVisit = (at: 'preview' | 'inside'): void =>
    setStep((now) => ('visit' in now ? { at, visit: now.visit } : now))
  return {
    step,
    link,
    again: () => setRound((before) => before + 1),
    giveCode: async (code) => {
      if (token !== undefined) setStep(await tryCode(call, token, code))
    },
    enter: () => withVisit('inside'),
    goBack: () => withVisit('preview'),
    end: (why) =>
      setStep((now) =>
        now.at === 'inside' || now.at === 'preview' ? { at: 'gone', visit: now.visit, why } : now,
      ),
    forget: async () => {
      forgetKnown()
      await call('visits.end')
      setStep({ at: 'forgotten' })
    },
  }
}

async function tryCode(call: Call, token: string, code: string): Promise<VisitStep> {
  try {
    const visit = await call('visits.open', {}, { token, code })
    await rememberKnown(token)
    return { at: 'preview', visit }
  } catch (error) {
    if (AppError.from(error).code === 'unavailable') throw error
    // The answer is the same for every reason; looking again tells whether the link is still good.
    const next = stepOfLook(await call('visits.look', {}, { token }))
    if (next.at === 'code') throw error
    return next
  }
}

/** What stands in the link, out of the address as soon as it was read; a second link opened in the same tab counts too. */
function useLink(): VisitLink | undefined {
  const [link, setLink] = useState(() => linkIn(location.hash))
  useEffect(() => {
    const take = (): void => {
      const next = linkIn(location.hash)
      if (next) setLink(next)
      // Also what was not copied whole; other fragments are places on the page.
      if (isLinkLike(location.hash)) history.replaceState(history.state, '', location.pathname)
    }
    take()
    window.addEventListener('hashchange', take)
    return () => window.removeEventListener('hashchange', take)
  }, [])
  return link
}
