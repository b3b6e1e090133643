import type { Input, Output, RequestName } from '../../shared/protocol/contract.ts'
import type { Session } from './Session.ts'

/** One function for each request of a part of the protocol; the compiler finds the missing ones. */
export type Handlers<P> = {
  readonly [K in RequestName<P>]: (
    input: Input<P[K]>,
    session: Session,
  ) => Output<P[K]> | Promise<Output<P[K]>>
}
