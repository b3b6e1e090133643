import { AppError } from '../../shared/AppError.ts'
import type { Mailer } from './Mailer.ts'

/** Where no SMTP server is configured: whoever would mail shows the words to copy instead. */
export class NoMailer implements Mailer {
  readonly configured = false

  readonly send = (): Promise<void> =>
    Promise.reject(
      new AppError('unavailable', 'This installation sends no mail. Tell them another way.'),
    )
}
