import { z } from 'zod'
import { event, request } from './contract.ts'
import { Id, Instant, Nothing } from './fields.ts'

/** Chat is not kept: whoever comes later starts empty. */
export const chat = {
  'chat.say': request({
    needs: 'chat',
    input: z.strictObject({ text: z.string().trim().min(1).max(2000) }),
    output: Nothing,
  }),
  'chat.said': event({
    needs: 'chat',
    body: z.object({
      messageId: Id,
      peerId: Id,
      name: z.string().max(100),
      text: z.string().max(2000),
      at: Instant,
    }),
  }),
}
