import type { ListedRole } from '../../shared/domain/roles.ts'
import type { GuestCaller, StaffCaller } from './RouteHandlers.ts'

/** Who calls, asked of the record at every request: whatever ended there has ended here. */
export interface Callers {
  /** The person whose access token the `Authorization` header holds, while their sign-in is alive. */
  readonly staff: (authorization: string | undefined) => Promise<StaffCaller | undefined>
  /** The guest whose device holds this cookie, while their invite is in force. */
  readonly guest: (cookie: string | undefined) => Promise<GuestCaller | undefined>
  /** The person's role on the list of a consult of their own centre. */
  readonly listedAs: (
    staffId: string,
    centreId: string,
    consultId: string,
  ) => Promise<ListedRole | undefined>
}
