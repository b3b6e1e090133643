import { chromium, type Browser } from 'playwright'

const CAMERA_FPS = 30

/** Chromium with a make-believe camera and microphone. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--use-fake-ui-for-media-stream',
      `--use-fake-device-for-media-stream=fps=${CAMERA_FPS}`,
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
