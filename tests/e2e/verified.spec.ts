import type { Page } from '@playwright/test'
import { clinician, expect, goHome, goToWaitingRoom, patient, startVisit, test } from './people.ts'

test.afterEach(goHome)

/** The consult's own page, where a clinician finds what to send to the guest. */
async function wholeLink(doctor: Page): Promise<string> {
  await doctor
    .getByRole('link', { name: /Maria|Keller/ })
    .first()
    .click()
  const link = doctor.getByText(/\/visit#[\w-]{43}\.[\w-]{43}$/).first()
  await expect(link).toBeVisible()
  return (await link.textContent()) ?? ''
}

const badge = (page: Page, words: string) =>
  page.getByRole('button', { name: `${words}. Show what that means`, exact: true })

test('who comes by a link with its secret is verified, and so is the host, without comparing anything', async ({
  browser,
  server,
}) => {
  const doctor = await clinician(browser, server)
  const patientLink = await wholeLink(doctor)
  const guest = await patient(browser, { ...server, patientLink })
  await goToWaitingRoom(guest)
  await startVisit(doctor)
  await doctor.getByRole('button', { name: 'Let in' }).click()
  for (const page of [doctor, guest])
    await expect(badge(page, 'Encrypted and verified')).toBeVisible()
})
