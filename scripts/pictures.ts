import path from 'node:path'
import { chromium, type Page } from 'playwright'
import { consilium } from '../tests/e2e/consilium.ts'
import { clinician, goToWaitingRoom, patient, startVisit } from '../tests/e2e/people.ts'

const ROOT = path.resolve(import.meta.dirname, '..')

interface Face {
  readonly skin: string
  readonly hair: string
  readonly clothes: string
  readonly wall: string
}

const DOCTOR: Face = { skin: '#a9795c', hair: '#2c211b', clothes: '#eef3f3', wall: '#587a72' }
const PATIENT: Face = { skin: '#c9a28a', hair: '#d8d4cd', clothes: '#7c4a6a', wall: '#6d7f87' }

/** README's picture, from the demo centre: `node scripts/pictures.ts`. People are drawn, because nobody sat for it. */
const server = await consilium()
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'],
})
try {
  const doctor = await clinician(browser, server, (page) => sitFor(page, DOCTOR))
  const guest = await patient(browser, server, (page) => sitFor(page, PATIENT))
  await goToWaitingRoom(guest)
  await startVisit(doctor)
  await doctor.getByRole('button', { name: 'Let in' }).click()
  await doctor.getByRole('button', { name: 'Later' }).click()
  // Until the news of the arrival is read, which lies on the picture.
  await doctor.getByText('is here now').waitFor({ state: 'hidden' })
  await doctor.screenshot({ path: path.join(ROOT, 'docs/consult.png') })
} finally {
  await browser.close()
  await server.dispose()
}

/** From the next page load on, the camera shows this face. */
async function sitFor(page: Page, face: Face): Promise<void> {
  await page.addInitScript(({ skin, hair, clothes, wall }) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 })
    const pen = canvas.getContext('2d')
    const shape = (color: string, outline: string): void => {
      if (!pen) return
      pen.fillStyle = color
      const path = new Path2D(outline)
      // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- a canvas is filled, not an array
      pen.fill(path)
    }
    const draw = (): void => {
      pen?.setTransform(8, 0, 0, 8, 0, 0)
      shape(wall, 'M0 0h160v90H0z')
      pen?.setTransform(5, 0, 0, 5, 240, 110 + Math.sin(Date.now() / 900) * 2)
      shape(clothes, 'M34 130c2-32 22-42 46-42s44 10 46 42z')
      shape(skin, 'M56 54a24 30 0 1 0 48 0a24 30 0 1 0-48 0z')
      shape(hair, 'M56 50c0-22 10-32 24-32s25 9 24 32c-6-12-14-15-24-15s-19 4-24 15z')
    }
    setInterval(draw, 100)
    const { mediaDevices } = navigator
    const open = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted)
      for (const track of stream.getVideoTracks()) {
        stream.removeTrack(track)
        for (const drawn of canvas.captureStream(15).getTracks()) stream.addTrack(drawn)
      }
      return stream
    }
  }, face)
}
