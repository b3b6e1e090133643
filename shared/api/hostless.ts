import { z } from 'zod'
import { route } from './contract.ts'
import { Id, Instant, NoBody, NoParams, Nothing } from './fields.ts'

/** Who they are for is not told: an administrator gives them to somebody, and sees no patient. */
const HostlessView = z.object({
  consultId: Id,
  startsAt: Instant,
  minutes: z.number().int(),
  timeZone: z.string(),
  plannedBy: z.string(),
})
export type HostlessView = z.infer<typeof HostlessView>

/** Consults that are not over and that nobody is left to lead. */
export const hostless = {
  'hostless.list': route({
    method: 'get',
    path: '/hostless-consults',
    needs: 'centre.administer',
    summary:
      'Consults of the centre that people still expect, and that nobody on their list may lead.',
    params: NoParams,
    body: NoBody,
    output: z.array(HostlessView),
  }),
  'hostless.give': route({
    method: 'put',
    path: '/hostless-consults',
    needs: 'centre.administer',
    summary: 'Give such a consult to somebody, who then leads it.',
    params: NoParams,
    body: z.strictObject({ consultId: Id, staffId: Id }),
    output: Nothing,
  }),
}
