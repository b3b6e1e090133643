import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser } from 'playwright'
import { createServer } from 'vite'
import type { Crowd, CrowdTimes } from './crowd/Crowd.ts'
import type { Measure } from './crowd/page.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const HERE = path.join(import.meta.dirname, 'crowd')
/** Without these a browser's clock goes in steps of a tenth of a millisecond. */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
}

/** Within the page. */
declare const measure: Measure

/** The product's transforms in a worker of a real browser, at so many people's frames. */
export async function frameTimes(
  browser: Browser,
  crowds: readonly Crowd[],
): Promise<readonly { readonly crowd: Crowd; readonly times: CrowdTimes }[]> {
  const server = await createServer({
    configFile: false,
    logLevel: 'warn',
    root: HERE,
    cacheDir: path.join(tmpdir(), `consilium-crowd-${process.pid}`),
    optimizeDeps: { noDiscovery: true },
    server: {
      ...{ host: '127.0.0.1', port: 0, hmr: false, headers: ISOLATED },
      fs: { allow: [ROOT] },
    },
  })
  try {
    await server.listen()
    const page = await browser.newPage()
    await page.goto(server.resolvedUrls?.local[0] ?? '')
    const found = []
    for (const crowd of crowds)
      found.push({ crowd, times: await page.evaluate((one) => measure(one), crowd) })
    await page.context().close()
    return found
  } finally {
    await server.close()
  }
}
