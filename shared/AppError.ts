/** Every failure a client may be told about. Anything else is reported as `internal`. */
export const ERROR_CODES = [
  'bad_request',
  'unauthenticated',
  'second_factor_required',
  'forbidden',
  'not_found',
  'conflict',
  'gone',
  'too_many_requests',
  'unavailable',
  'internal',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/** A failure with a code both ends understand. The message is safe to show; the cause is only logged. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }

  static from(error: unknown): AppError {
    return error instanceof AppError
      ? error
      : new AppError('internal', 'Something went wrong. Please try again.', { cause: error })
  }
}
