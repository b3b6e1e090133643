import { z } from 'zod'
import { shared } from './contract.ts'

export const visit = {
  /** Even those who wait are told that it starts later. It names nobody. */
  'visit.late': shared({ needs: 'join', body: z.object({ minutes: z.number().int() }) }),
}
