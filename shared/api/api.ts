import { account } from './account.ts'
import { centre } from './centre.ts'
import { consults } from './consults.ts'
import { devices } from './devices.ts'
import { hostless } from './hostless.ts'
import { visits } from './visits.ts'

/** Every route under `/api/v1`, and who may call it. */
export const api = { ...account, ...centre, ...consults, ...devices, ...hostless, ...visits }
export type Api = typeof api
