import { ENROLMENT_DAYS, enrolmentLink } from '../auth/enrolments.ts'
import type { Mailer } from '../mail/Mailer.ts'

interface LinkFor {
  readonly purpose: keyof typeof ENROLMENT_DAYS
  readonly token: string
  readonly email: string
  readonly centreName: string
}

/** Mails a link by which a password is set; where that is not possible, the administrator hands it over. */
export async function giveLink(
  { mailer, publicUrl }: { readonly mailer: Mailer; readonly publicUrl: string },
  { purpose, token, email, centreName }: LinkFor,
): Promise<{ readonly mailed: boolean; readonly link: string | null }> {
  const link = enrolmentLink(publicUrl, token)
  const days = ENROLMENT_DAYS[purpose]
  const why =
    purpose === 'invitation'
      ? `${centreName} invites you to Consilium.`
      : `A new password was asked for your account at ${centreName}.`
  const text = [
    why,
    `Please open this link and choose a password:\n${link}`,
    `It works once, for ${days === 1 ? 'one day' : `${days} days`}. If you did not expect it, ask your administrator.`,
  ].join('\n\n')
  const mailed =
    mailer.configured &&
    (await mailer.send({ to: email, subject: `Consilium: ${centreName}`, text }).then(
      () => true,
      // The account is there either way, and the link can be handed over.
      () => false,
    ))
  return { mailed, link: mailed ? null : link }
}
