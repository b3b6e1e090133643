import type { Page } from 'playwright'

/** A script as it came over the wire. */
export interface Script {
  readonly name: string
  /** What the server answered: `br`, `gzip` or `none`. */
  readonly encoding: string
  readonly bodyBytes: number
  /** With the head of the answer. */
  readonly bytes: number
}

/** Weighs every script that a page fetches from now on; answers those so far. */
export async function weighScripts(page: Page): Promise<() => readonly Script[]> {
  const devtools = await page.context().newCDPSession(page)
  const coming = new Map<string, { name: string; encoding: string; headBytes: number }>()
  const scripts: Script[] = []
  devtools.on('Network.responseReceived', ({ type, requestId, response }) => {
    if (type !== 'Script') return
    const headers = new Map(
      Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]),
    )
    coming.set(requestId, {
      name: new URL(response.url).pathname.split('/').at(-1) ?? '',
      encoding: headers.get('content-encoding') ?? 'none',
      headBytes: response.encodedDataLength,
    })
  })
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength: bytes }) => {
    const script = coming.get(requestId)
    if (!script) return
    const { name, encoding, headBytes } = script
    scripts.push({ name, encoding, bodyBytes: bytes - headBytes, bytes })
  })
  await devtools.send('Network.enable')
  return () => [...scripts]
}
