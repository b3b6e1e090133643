import puppeteer, { type Browser } from 'puppeteer-core'

const LAUNCH_PATIENCE_MS = 60_000

/**
 * Firefox ESR of the system, by WebDriver BiDi. Playwright speaks it too, but asks for
 * `emulation.setMediaFeaturesOverride`, which ESR 153 does not know.
 */
export function launchFirefox(): Promise<Browser> {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr',
    timeout: LAUNCH_PATIENCE_MS,
    protocolTimeout: LAUNCH_PATIENCE_MS,
    extraPrefsFirefox: {
      'intl.accept_languages': 'en-GB, en',
      // A camera and microphone of its own, and no questions.
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
    },
  })
}
