import { clinician, expect, goToWaitingRoom, patient, startVisit, test } from './people.ts'
import { expectToSeeAndHear } from './received.ts'

test('a clinician and a patient see and hear each other, from sign-in and link to leaving', async ({
  browser,
  server,
}) => {
  const doctor = await clinician(browser, server)
  const guest = await patient(browser, server)
  await goToWaitingRoom(guest)
  await startVisit(doctor)
  await doctor.getByRole('button', { name: 'Let in' }).click()
  await expect(guest.getByRole('button', { name: 'Leave' })).toBeVisible()
  await expectToSeeAndHear(guest)
  await expectToSeeAndHear(doctor)

  await guest.getByRole('button', { name: 'Leave' }).click()
  await guest
    .getByRole('dialog')
    .getByRole('button', { name: /^Leave/ })
    .click()
  await expect(guest.getByRole('heading', { name: /left/ })).toBeVisible()
  await expect(doctor.getByText('Nobody else is here')).toBeVisible()
})
