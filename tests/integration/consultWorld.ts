import type { Consult, InviteView } from '../../shared/api/consults.ts'
import type { HttpClient } from './HttpClient.ts'
import { httpWorld } from './httpWorld.ts'

const MINUTE_MS = 60_000

export const PATIENT = { name: 'Maria Keller', birthDate: '1951-03-12', phone: '+49 30 5550142' }
export const TITLE = 'Lymphoma follow-up'

/** A centre with a host, a nurse and a second clinician, and a consult that starts in half an hour. */
export async function consultWorld(options: Parameters<typeof httpWorld>[0] = {}) {
  const http = await httpWorld(options)
  const centreId = await http.centre()
  const people = {
    host: await http.staff(centreId, 'clinician'),
    nurse: await http.staff(centreId, 'nurse'),
    colleague: await http.staff(centreId, 'clinician'),
  }
  const host = await http.signIn(people.host)
  const at = (minutes: number): string =>
    new Date(http.clock.now.getTime() + minutes * MINUTE_MS).toISOString()
  const plan = {
    title: TITLE,
    startsAt: at(30),
    minutes: 30,
    timeZone: 'Europe/Berlin',
    people: [{ staffId: people.nurse.staffId, role: 'nurse' as const }],
    patient: PATIENT,
  }
  const { consultId } = await host.ask('consults.plan', { body: plan })

  return {
    ...http,
    ...{ centreId, people, host, plan, consultId },
    params: { consultId },
    /** ISO 8601, so many minutes from now. */
    at,
    passMinutes: (minutes: number) => http.clock.pass(minutes * MINUTE_MS),
    read: (client: HttpClient = host): Promise<Consult> =>
      client.ask('consults.read', { params: { consultId } }),
    async invite(): Promise<InviteView> {
      const { invites } = await host.ask('consults.read', { params: { consultId } })
      const [first] = invites
      if (!first) throw new Error('the consult has no invite')
      return first
    },
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  }
}

export type ConsultWorld = Awaited<ReturnType<typeof consultWorld>>

/** What a guest has in hands: the token from the link's fragment, and the code. */
export function inHand({ link, code }: InviteView): { token: string; code: string } {
  return { token: link.split('#')[1] ?? '', code }
}

/** Six digits that are not these. */
export function otherThan(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0')
}
