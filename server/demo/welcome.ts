import { createHmac } from 'node:crypto'
import type { DemoWelcome } from './demoCentre.ts'

/** Of this installation alone, and the same at every start: nothing has to be kept or looked up. */
export function demoPassword(secret: string): string {
  const key = createHmac('sha256', secret).update('consilium demo password').digest('hex')
  return `demo-${key.slice(0, 5)}-${key.slice(5, 10)}`
}

/** What a newcomer reads in the terminal. */
export function welcomeText({
  address,
  email,
  password,
  patientLink,
  patientCode,
}: DemoWelcome): string {
  return `
  Consilium is running with a demo centre. Open both addresses, the second one in a private window:

  The clinician   ${address}
                  e-mail    ${email}
                  password  ${password}

  The patient     ${patientLink}
                  code      ${patientCode}

  Stop with Ctrl+C.
`
}
