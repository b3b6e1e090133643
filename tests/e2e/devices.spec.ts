import type { Page } from '@playwright/test'
import { decoded } from './decoded.ts'
import { expect, goHome, test, together } from './people.ts'
import { expectToSeeAndHear } from './received.ts'

// More cameras. The second of Chromium's sees depth only (Y16), which is not encoded; the third is like the first.
test.use({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const args = (launchOptions.args ?? []).map((arg) =>
        arg.startsWith('--use-fake-device') ? `${arg},device-count=3` : arg,
      )
      await use({ ...launchOptions, args })
    },
    { scope: 'worker' },
  ],
})

test.afterEach(goHome)

const CAMERAS = ['fake_device_0', 'fake_device_2'] as const
const MICROPHONES = ['Fake Audio Input 1', 'Fake Audio Input 2'] as const

test('another device in a call is seen and heard like the first', async ({ browser, server }) => {
  const { doctor, guest } = await together(browser, server)
  for (const [field, devices] of [
    ['Camera', CAMERAS],
    ['Microphone', MICROPHONES],
  ] as const)
    for (const name of devices) {
      await choose(guest, field, name)
      await expectToSeeAndHear(doctor)
    }
})

test('a camera that is unplugged gives way to another; without any the person is told, and is back with the next', async ({
  browser,
  server,
}) => {
  const { doctor, guest } = await together(browser, server, {
    guest: (page) => page.addInitScript(holdThePlugs),
  })
  const face = doctor.getByRole('figure', { name: 'Maria Keller' })
  const [first, second] = CAMERAS
  await choose(guest, 'Camera', first)
  await unplug(guest, first)
  await expect(guest.getByText('We are using another one now')).toBeVisible()
  await expectPictures()

  await unplug(guest, second)
  await expect(guest.getByText('The others cannot see you now')).toBeVisible()
  await expect(face.locator('video')).toHaveCount(0)

  await plugIn(guest, second)
  await choose(guest, 'Camera', second)
  await expectPictures()
  await expect(guest.getByText('The others cannot see you now')).toBeHidden()

  async function expectPictures(): Promise<void> {
    const framesOf = async (): Promise<number> => (await decoded(face))?.frames ?? 0
    const before = await framesOf()
    await expect.poll(framesOf).toBeGreaterThan(before + 10)
  }
})

async function choose(page: Page, field: 'Camera' | 'Microphone', name: string): Promise<void> {
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Camera and sound' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(field).selectOption(name)
  await dialog.getByRole('button', { name: 'Close' }).click()
}

/** A camera by its label, in a page that holds its plugs. */
async function unplug(page: Page, name: string): Promise<void> {
  await page.evaluate((detail) => dispatchEvent(new CustomEvent('unplug', { detail })), name)
}

async function plugIn(page: Page, name: string): Promise<void> {
  await page.evaluate((detail) => dispatchEvent(new CustomEvent('plugin', { detail })), name)
}

/** Runs in the page: cameras that can be unplugged, as a browser tells of it (Media Capture and Streams, 9.2 and 9.3). */
function holdThePlugs(): void {
  const { mediaDevices } = navigator
  const unplugged = new Set(['fake_device_1'])
  const running: MediaStreamTrack[] = []
  const list = mediaDevices.enumerateDevices.bind(mediaDevices)
  const open = mediaDevices.getUserMedia.bind(mediaDevices)
  const isThere = ({ label }: { readonly label: string }): boolean => !unplugged.has(label)
  mediaDevices.enumerateDevices = async () => (await list()).filter(isThere)
  mediaDevices.getUserMedia = async (wanted) => {
    const stream = await open(wanted)
    const [camera] = stream.getVideoTracks()
    if (!camera) return stream
    if (isThere(camera)) {
      running.push(camera)
      return stream
    }
    camera.stop()
    const other = (await mediaDevices.enumerateDevices()).find(({ kind }) => kind === 'videoinput')
    if (!other) throw new DOMException('Requested device not found', 'NotFoundError')
    return mediaDevices.getUserMedia({ video: { deviceId: { exact: other.deviceId } } })
  }
  addEventListener('unplug', (event) => {
    unplugged.add((event as CustomEvent<string>).detail)
    for (const track of running)
      if (!isThere(track) && track.readyState === 'live') {
        track.stop()
        track.dispatchEvent(new Event('ended'))
      }
    mediaDevices.dispatchEvent(new Event('devicechange'))
  })
  addEventListener('plugin', (event) => {
    unplugged.delete((event as CustomEvent<string>).detail)
    mediaDevices.dispatchEvent(new Event('devicechange'))
  })
}
