import { AppError } from '../../shared/AppError.ts'

/** A request that HTTP has a finer status for than the code says: 405, 413 or 415. */
export class Refused extends AppError {
  readonly status: number

  constructor(status: 405 | 413 | 415, message: string, options?: ErrorOptions) {
    super('bad_request', message, options)
    this.status = status
  }
}
