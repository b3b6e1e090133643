import type { Page } from '@playwright/test'
import { expect, goHome, test, together } from './people.ts'
import { expectToSeeAndHear } from './received.ts'

test.afterEach(goHome)

test('where the browser keeps the sound off, a button says so and turns it on', async ({
  browser,
  server,
}) => {
  const { guest } = await together(browser, server, {
    guest: (page) => page.addInitScript(keepSoundOff),
  })
  await expect(guest.getByText('Your browser keeps the sound off until you tap')).toBeVisible()
  expect(await voices(guest)).toEqual([{ playing: false, sinkId: '' }])
  await guest.getByRole('button', { name: 'Turn sound on' }).click()
  await expect.poll(() => voices(guest)).toEqual([{ playing: true, sinkId: '' }])
  await expect(guest.getByRole('button', { name: 'Turn sound on' })).toBeHidden()
  await expectToSeeAndHear(guest)
})

test('the others are heard through the speaker that was chosen', async ({ browser, server }) => {
  const { doctor } = await together(browser, server)
  await expect.poll(() => voices(doctor)).toEqual([{ playing: true, sinkId: '' }])
  await doctor.getByRole('button', { name: 'More' }).click()
  await doctor.getByRole('menuitem', { name: 'Camera and sound' }).click()
  const speakers = doctor.getByRole('dialog').getByLabel('Speaker')
  const second = speakers.getByRole('option', { name: 'Fake Audio Output 2' })
  const sinkId = (await second.getAttribute('value')) ?? ''
  expect(sinkId).not.toBe('')
  await speakers.selectOption(sinkId)
  await expect.poll(() => voices(doctor)).toEqual([{ playing: true, sinkId }])
  await speakers.selectOption('As your device is set')
  await expect.poll(() => voices(doctor)).toEqual([{ playing: true, sinkId: '' }])
})

/** How the page plays the voices of others. */
function voices(page: Page): Promise<readonly { playing: boolean; sinkId: string }[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('audio')].map((one) => ({
      playing: !one.paused && one.currentTime > 0,
      sinkId: one.sinkId,
    })),
  )
}

/** Runs in the page: a browser that plays no sound before a tap that came after the sound. Chromium plays all once it captures. */
function keepSoundOff(): void {
  const refused = new Map<HTMLMediaElement, number>()
  let taps = 0
  addEventListener('click', ({ isTrusted }) => isTrusted && (taps += 1), { capture: true })
  // oxlint-disable-next-line typescript/unbound-method -- called on its own element below
  const play = HTMLAudioElement.prototype.play
  HTMLAudioElement.prototype.play = function (): Promise<void> {
    const tapsBefore = refused.get(this) ?? taps
    if (taps > tapsBefore) return play.call(this)
    refused.set(this, taps)
    this.autoplay = false
    this.pause()
    return Promise.reject(new DOMException('No sound before a tap', 'NotAllowedError'))
  }
}
