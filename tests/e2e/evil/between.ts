import type { Page } from '@playwright/test'
import { readSaid, type Said } from '../Wire.ts'

/** What becomes of a message: another body for it, or `undefined`, and it is never heard. */
export type Twist = (said: Said) => unknown

/** A server that keeps back and changes what it likes: it sits between a page and the honest one. Call before the page loads. */
export async function between(page: Page, twist: Twist): Promise<void> {
  await page.routeWebSocket(/\/socket\.io\//, (near) => {
    const far = near.connectToServer()
    const carry = (from: Said['from'], payload: string | Buffer, send: typeof near.send): void => {
      const said = readSaid(from, payload)
      const body = said && twist(said)
      if (!said || body === said.body) return send(payload)
      const [start = ''] = payload.toString().split('[', 1)
      if (body !== undefined) send(start + JSON.stringify([said.name, body]))
    }
    near.onMessage((payload) => carry('page', payload, (words) => far.send(words)))
    far.onMessage((payload) => carry('server', payload, (words) => near.send(words)))
  })
}
