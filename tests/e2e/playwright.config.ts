import { defineConfig } from '@playwright/test'

/** Chromium of the system: Playwright's own download is never needed. */
const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

/**
 * People in real browsers. Tests start the servers they need, so there is no `webServer` here. One worker, because two
 * cores carry one call with decoded video, and no retries, because a test that fails sometimes has found something.
 */
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../../test-results',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream=fps=10',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
