import { expect, test } from 'vitest'
import { SmtpMailer } from '../../server/mail/SmtpMailer.ts'
import { consultWorld, inHand, PATIENT, TITLE } from './consultWorld.ts'
import { smtpServer } from './smtpServer.ts'

const body = { email: 'maria@example.org' }

/** A message as its reader sees it: quoted-printable and base64 undone, folded lines joined. */
function readable(source: string): string {
  const parts = source.split(/\r\n--/)
  const words = parts.map((part) => {
    const [head = '', ...rest] = part.split('\r\n\r\n')
    const content = rest.join('\r\n\r\n')
    if (/base64/i.test(head)) return Buffer.from(content, 'base64').toString()
    return content
      .replaceAll('=\r\n', '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
  })
  return [source, ...words, ...words.map((part) => part.replaceAll('\r\n ', ''))].join('\n')
}

test('a guest is mailed when, where and how to join, and nothing that lets anybody in', async () => {
  await using smtp = await smtpServer()
  const mailer = new SmtpMailer(smtp.url, 'no-reply@lindenhof.example')
  await using world = await consultWorld({ mailer })
  await world.db.updateTable('centres').set({ phone: '+49 30 5550100' }).execute()
  const startsAt = '2031-07-01T12:30:00Z'
  await world.host.ask('consults.change', { params: world.params, body: { startsAt } })
  const invite = await world.invite()
  const params = { ...world.params, inviteId: invite.inviteId }
  expect(await world.host.ask('invites.mail', { params, body })).toEqual({ mailed: true })
  mailer.close()

  expect(smtp.received).toHaveLength(1)
  expect(smtp.received[0]?.to).toEqual([body.email])
  const mail = readable(smtp.received[0]?.source ?? '')
  expect(mail).toContain('Tuesday, 1 July 2031 at 14:30 (Europe/Berlin)')
  expect(mail).toContain('Lindenhof gives you a link and a code')
  expect(mail).toContain('+49 30 5550100')
  expect(mail).toContain('DTSTART:20310701T123000Z')
  const { token, code } = inHand(invite)
  for (const secret of [token, code, 'visit#', PATIENT.name, 'Keller', PATIENT.birthDate, TITLE])
    expect(mail).not.toContain(secret)
  expect(await world.audited()).toContain('invite.mailed')
})

test('where mail is not configured, the answer says so', async () => {
  await using world = await consultWorld()
  const { inviteId } = await world.invite()
  const params = { ...world.params, inviteId }
  expect(await world.host.ask('invites.mail', { params, body })).toEqual({ mailed: false })
  expect(await world.audited()).not.toContain('invite.mailed')
})

test('a mail server that fails is a sentence; the invite is as good as before', async () => {
  await using smtp = await smtpServer({ refuses: true })
  const mailer = new SmtpMailer(smtp.url, 'no-reply@lindenhof.example')
  await using world = await consultWorld({ mailer })
  const invite = await world.invite()
  const params = { ...world.params, inviteId: invite.inviteId }
  await expect(world.host.ask('invites.mail', { params, body })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('could not be sent'),
  })
  mailer.close()
  expect(await world.invite()).toEqual(invite)
  await world.client().ask('visits.open', { body: inHand(invite) })
  expect(world.logged.join('\n')).toContain('invites.mail')
  expect(world.logged.join('\n')).not.toContain('maria')
})
