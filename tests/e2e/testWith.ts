import { consilium, type Consilium } from './consilium.ts'
import { test as base } from './people.ts'

/** Each test has a server of its own, which is not only the product: `entry` starts it and does something besides. */
export function testWith(entry: string) {
  return base.extend<{ server: Consilium }>({
    server: [
      // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern.
      async ({}, use) => {
        const server = await consilium({}, entry)
        await use(server)
        await server.dispose()
      },
      { scope: 'test', timeout: 90_000 },
    ],
  })
}
