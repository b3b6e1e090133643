import type { Environment } from '../config.ts'
import type { Mailer } from './Mailer.ts'
import { NoMailer } from './NoMailer.ts'
import { SmtpMailer } from './SmtpMailer.ts'

/** Mail by SMTP where it is configured; else links are shown to be copied. */
export function createMailer({ SMTP_URL, MAIL_FROM }: Environment): Mailer {
  return SMTP_URL && MAIL_FROM ? new SmtpMailer(SMTP_URL, MAIL_FROM) : new NoMailer()
}
