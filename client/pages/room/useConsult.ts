import { useCallback, useEffect, useState } from 'react'
import { AppError } from '../../../shared/AppError.ts'
import type { OutputOf } from '../../api/send.ts'
import { useApi } from '../../api/useApi.ts'

export type Consult = OutputOf<'consults.read'>

export type ConsultReading =
  | { readonly state: 'reading' }
  | { readonly state: 'read'; readonly consult: Consult }
  | { readonly state: 'failed'; readonly sentence: string }

/** The consult of this room: whom it is about and what was already asked. */
export function useConsult(consultId: string): readonly [ConsultReading, () => void] {
  const { call } = useApi()
  const [round, setRound] = useState(0)
  const [reading, setReading] = useState<ConsultReading>({ state: 'reading' })
  useEffect(() => {
    let late = false
    const read = async (): Promise<void> => {
      const next = await call('consults.read', { consultId }).then(
        (consult): ConsultReading => ({ state: 'read', consult }),
        (error: unknown): ConsultReading => ({
          state: 'failed',
          sentence: AppError.from(error).message,
        }),
      )
      if (!late) setReading(next)
    }
    void read()
    return () => {
      late = true
    }
    // `round` asks again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [call, consultId, round])
  return [reading, useCallback(() => setRound((before) => before + 1), [])]
}
