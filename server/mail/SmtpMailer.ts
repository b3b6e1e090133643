import { createTransport, type Transporter } from 'nodemailer'
import { AppError } from '../../shared/AppError.ts'
import type { Mail, Mailer } from './Mailer.ts'

/** A person waits for the answer. */
const TIMEOUT_MS = 10_000

/** Hands mail to the operator's SMTP server (RFC 5321). */
export class SmtpMailer implements Mailer {
  readonly configured = true
  readonly #transport: Transporter
  readonly #from: string

  /** `url` as `smtps://user:password@host:465`; with `smtp:` TLS is used where the server offers it. */
  constructor(url: string, from: string) {
    this.#from = from
    this.#transport = createTransport({
      url,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  }

  readonly send = async ({ to, subject, text, ics }: Mail): Promise<void> => {
    try {
      await this.#transport.sendMail({
        from: this.#from,
        // As an object, so that no comma or quote in it makes a second recipient.
        to: { name: '', address: to },
        subject,
        text,
        ...(ics === undefined ? {} : { attachments: [calendarFile(ics)] }),
      })
    } catch (error) {
      throw new AppError(
        'unavailable',
        'The mail could not be sent. Nothing else is lost: try again later, or tell them another way.',
        { cause: new Error(`SMTP: ${reasonOf(error)}`) },
      )
    }
  }

  close(): void {
    this.#transport.close()
  }
}

function calendarFile(ics: string) {
  return {
    filename: 'visit.ics',
    content: ics,
    contentType: 'text/calendar; charset=utf-8; method=PUBLISH',
  }
}

/** Nodemailer's word for it; its message quotes the server's answer, which quotes the address. */
function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
