import { decoded, voicesReceived } from './decoded.ts'
import { expect, goHome, test, together } from './people.ts'

test.afterEach(goHome)

test('a screen is shown whole and sharp, with its sound, until it is taken away', async ({
  browser,
  server,
}) => {
  const { doctor, guest } = await together(browser, server)
  const screen = guest.getByRole('figure', { name: /’s screen$/ })
  await expect.poll(() => voicesReceived(guest)).toBe(1)
  await doctor.getByRole('button', { name: 'Share screen' }).click()
  await expect(doctor.getByText('You are showing your screen')).toBeVisible()
  await expect(screen).toBeVisible()
  const whole = { codec: 'video/VP9', width: 1920, height: 1080 }
  await expect.poll(() => decoded(screen)).toMatchObject(whole)
  const before = (await decoded(screen))?.frames ?? 0
  await expect.poll(async () => (await decoded(screen))?.frames).toBeGreaterThan(before + 10)
  await expect.poll(() => voicesReceived(guest)).toBe(2)

  await doctor.getByRole('button', { name: 'Stop sharing' }).click()
  await expect(screen).toBeHidden()
  await expect(doctor.getByText('You are showing your screen')).toBeHidden()
  await expect.poll(() => voicesReceived(guest)).toBe(1)
})

test("stopping in the browser's own bar takes the screen away too, and a patient has none to show", async ({
  browser,
  server,
}) => {
  const { doctor, guest } = await together(browser, server, {
    doctor: (page) => page.addInitScript(keepScreens),
  })
  await guest.getByRole('button', { name: 'More' }).click()
  await expect(guest.getByRole('menuitem', { name: 'Raise hand' })).toBeVisible()
  await expect(guest.getByText('Share screen')).toBeHidden()
  await guest.keyboard.press('Escape')
  await guest.keyboard.press('s')

  await doctor.getByRole('button', { name: 'Share screen' }).click()
  const screen = guest.getByRole('figure', { name: /’s screen$/ })
  await expect.poll(async () => (await decoded(screen))?.width).toBe(1920)
  await doctor.evaluate(() => {
    const { screens } = window as unknown as { screens: MediaStream[] }
    for (const track of screens.flatMap((one) => one.getTracks())) {
      track.stop()
      track.dispatchEvent(new Event('ended'))
    }
  })
  await expect(screen).toBeHidden()
  await expect(doctor.getByRole('button', { name: 'Share screen' })).toBeVisible()
  await expect(doctor.getByRole('figure', { name: /’s screen$/ })).toHaveCount(0)
})

/** Runs in the page: keeps what is captured, so that a test can end it as the browser's own bar does. */
function keepScreens(): void {
  const screens: MediaStream[] = []
  Object.assign(window, { screens })
  const { mediaDevices } = navigator
  const open = mediaDevices.getDisplayMedia.bind(mediaDevices)
  mediaDevices.getDisplayMedia = async (wanted) => {
    const stream = await open(wanted)
    screens.push(stream)
    return stream
  }
}
