import { z } from 'zod'
import { Id } from '../../shared/protocol/fields.ts'
import { Farewell } from '../../shared/protocol/room.ts'

/** What one node tells the others; ids only. */
export const PresenceOrder = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('endLogin'), loginId: Id, why: Farewell }),
  z.strictObject({
    kind: z.literal('endPerson'),
    personId: Id,
    why: Farewell,
    roomId: Id.optional(),
  }),
  z.strictObject({ kind: z.literal('endRoom'), roomId: Id, why: Farewell }),
  z.strictObject({ kind: z.literal('late'), roomId: Id, minutes: z.number().int() }),
])
export type PresenceOrder = z.infer<typeof PresenceOrder>
