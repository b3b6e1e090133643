/** One message to one person. It never carries a guest's link, secret or code: those travel another way. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** An iCalendar file (RFC 5545) to attach. */
  readonly ics?: string
}

/** Sends mail where the operator configured SMTP; elsewhere what it would say is shown to copy. */
export interface Mailer {
  readonly configured: boolean
  /** Throws AppError `unavailable` when the mail could not be handed over. */
  readonly send: (mail: Mail) => Promise<void>
}
