import type { Browser, Page } from 'puppeteer-core'
import { PATIENCE_MS, type Person, type Preparation } from './Person.ts'
import { keepConnections } from './received.ts'

/** What Firefox says of a lost line, among the errors of the page. */
const LINE_TROUBLE = /WebRTC: ICE failed|The connection to ws\S+ was interrupted/

/** A person at a browser that Playwright doesn't drive, with cookies of their own. */
export async function inPuppeteer(
  browser: Browser,
  preparations: readonly Preparation[] = [],
): Promise<Person & { readonly page: Page }> {
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  for (const prepare of [keepConnections, ...preparations])
    await page.evaluateOnNewDocument(prepare)
  page.on('pageerror', (error) => {
    if (!LINE_TROUBLE.test(String(error))) throw error
  })
  const shown = (words: string) => page.locator(`::-p-text(${words})`)
  return {
    page,
    open: async (address) => void (await page.goto(address)),
    type: (field, text) => page.locator(labelled(field)).fill(text),
    press: (name, where) => page.locator(named(name, where)).click(),
    sees: async (words) => void (await shown(words).setVisibility('visible').wait()),
    seesNoMore: async (words) => {
      await page.waitForSelector(`::-p-text(${words})`, { hidden: true })
    },
    evaluate: (read) => page.evaluate(read),
    close: () => context.close(),
  }
}

/** By its label: Firefox gives a password field no role to be found by. */
function labelled(field: string): string {
  return `::-p-xpath(//input[@id = //label[normalize-space() = "${field}"]/@for])`
}

/** A button or link by its whole name. Not by `::-p-aria`: Firefox reads the whole page for it, which took seconds in a call. */
function named(name: string, where: 'dialog' | undefined): string {
  const place = where ? `//*[@role = "${where}"]` : ''
  const called = `normalize-space() = "${name}" or @aria-label = "${name}"`
  return `::-p-xpath(${place}//*[self::button or self::a][${called}])`
}
