import { AppError } from '../../shared/AppError.ts'
import type { Mail } from '../mail/Mailer.ts'
import { consultCalendar } from './consultCalendar.ts'
import type { Db } from './ConsultParts.ts'
import type { ConsultRow } from './consultStore.ts'
import { timeInWords } from './timeInWords.ts'

/** What a guest is told by mail: when, with whom, how. It knows neither name nor link nor code, so it cannot leak them. */
export async function visitMail(db: Db, consult: ConsultRow, now: Date): Promise<Omit<Mail, 'to'>> {
  const centre = await centreOf(db, consult.centre_id)
  const when = timeInWords(consult.starts_at, consult.time_zone)
  const call = centre.phone ? `, or call ${centre.phone}` : ''
  return {
    subject: `Your video visit on ${when}`,
    text: `Hello,

${centre.name} expects you for a video visit:

  ${when}
  about ${consult.minutes} minutes

You need a phone, tablet or computer with a camera. Nothing has to be installed.

How to join: ${centre.name} gives you a link and a code of six digits, not by this mail. Open the link up to
an hour before the visit, type the code, and wait until you are let in.

The time is attached for your calendar. If you have no link or no code yet, please ask ${centre.name}${call}.
`,
    ics: consultCalendar(consult, now),
  }
}

async function centreOf(db: Db, centreId: string): Promise<{ name: string; phone: string | null }> {
  const centre = await db
    .selectFrom('centres')
    .select(['name', 'phone'])
    .where('id', '=', centreId)
    .executeTakeFirst()
  if (centre) return centre
  throw new AppError('not_found', 'There is no such centre.')
}
