import { AppError } from '../../shared/AppError.ts'
import type { Mailer } from './Mailer.ts'
import { NoMailer } from './NoMailer.ts'
import { SmtpMailer } from './SmtpMailer.ts'

/** Two variables of the environment: a server and a sender. */
interface MailSettings {
  readonly SMTP_URL?: string | undefined
  readonly MAIL_FROM?: string | undefined
}

/** Mail by SMTP where it is configured; else links are shown to be copied. Half a configuration is a mistake. */
export function createMailer({ SMTP_URL: url, MAIL_FROM: from }: MailSettings): Mailer {
  if (url && from) return new SmtpMailer(url, from)
  if (!url && !from) return new NoMailer()
  throw new AppError(
    'internal',
    `${url ? 'MAIL_FROM' : 'SMTP_URL'} is not set, so no mail could be sent. Set SMTP_URL and MAIL_FROM, or neither.`,
  )
}
