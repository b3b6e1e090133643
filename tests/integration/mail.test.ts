import { expect, test } from 'vitest'
import type { AppError } from '../../shared/AppError.ts'
import { createMailer } from '../../server/mail/createMailer.ts'
import type { Mailer } from '../../server/mail/Mailer.ts'
import { NoMailer } from '../../server/mail/NoMailer.ts'
import { SmtpMailer } from '../../server/mail/SmtpMailer.ts'
import { smtpServer } from './smtpServer.ts'

const FROM = 'Lindenhof <no-reply@lindenhof.example>'
const mail = { to: 'maria@example.org', subject: 'Ihr Besuch um 14:30', text: 'Grüße aus Köln' }

test('a mail reaches the server with its words and its calendar file', async () => {
  await using smtp = await smtpServer()
  using mailer = closing(new SmtpMailer(smtp.url, FROM))
  await mailer.send({ ...mail, ics: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR' })
  expect(smtp.received).toHaveLength(1)
  const [{ from, to, source }] = smtp.received as [(typeof smtp.received)[0]]
  expect({ from, to }).toEqual({ from: 'no-reply@lindenhof.example', to: ['maria@example.org'] })
  expect(source).toContain('Subject: Ihr Besuch um 14:30')
  expect(source).toContain('Gr=C3=BC=C3=9Fe aus K=C3=B6ln')
  expect(source).toMatch(/Content-Type: text\/calendar; charset=utf-8;\s+method=PUBLISH/)
  expect(source).toContain('filename=visit.ics')
})

test('an address that holds two is refused before anything is sent', async () => {
  await using smtp = await smtpServer()
  using mailer = closing(new SmtpMailer(smtp.url, FROM))
  for (const to of ['a@example.org,b@example.org', 'a@example.org\r\nBcc: b@example.org'])
    expect(await failure(mailer.send({ ...mail, to }))).toMatchObject({ code: 'unavailable' })
  expect(smtp.received).toEqual([])
})

test('a subject cannot add a header', async () => {
  await using smtp = await smtpServer()
  using mailer = closing(new SmtpMailer(smtp.url, FROM))
  await mailer.send({ ...mail, subject: 'x\r\nBcc: b@example.org' })
  expect(smtp.received[0]?.to).toEqual(['maria@example.org'])
  expect(smtp.received[0]?.source).not.toMatch(/^Bcc:/m)
})

test('a server that refuses is told in a sentence, without the address', async () => {
  await using smtp = await smtpServer({ refuses: true })
  using mailer = closing(new SmtpMailer(smtp.url, FROM))
  const error = await failure(mailer.send(mail))
  expect(error).toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('try again'),
  })
  expect(`${error.message} ${(error.cause as Error).stack}`).not.toContain('maria')
})

test('a server that is not there is told in a sentence', async () => {
  const gone = await smtpServer()
  await gone[Symbol.asyncDispose]()
  using mailer = closing(new SmtpMailer(gone.url, FROM))
  expect(await failure(mailer.send(mail))).toMatchObject({ code: 'unavailable' })
})

test('without SMTP nothing is mailed, and nobody is told that it was', async () => {
  const mailer: Mailer = new NoMailer()
  expect(mailer.configured).toBe(false)
  await expect(mailer.send(mail)).rejects.toMatchObject({ code: 'unavailable' })
})

test('half a configuration is refused at the start, by the name of what is missing', () => {
  expect(createMailer({})).toBeInstanceOf(NoMailer)
  expect(createMailer({ SMTP_URL: 'smtp://127.0.0.1', MAIL_FROM: FROM }).configured).toBe(true)
  expect(() => createMailer({ SMTP_URL: 'smtp://127.0.0.1' })).toThrow('MAIL_FROM is not set')
  expect(() => createMailer({ MAIL_FROM: FROM })).toThrow('SMTP_URL is not set')
})

function closing(mailer: SmtpMailer): SmtpMailer & Disposable {
  return Object.assign(mailer, { [Symbol.dispose]: () => mailer.close() })
}

async function failure(sending: Promise<void>): Promise<AppError> {
  return await sending.then(
    () => expect.unreachable('the mail was sent'),
    (error: AppError) => error,
  )
}
