import { expect, type Browser } from '@playwright/test'
import { person } from './people.ts'
import { PATIENCE_MS, type Person } from './Person.ts'

const WITHIN = { timeout: PATIENCE_MS }

/** A person at Chromium. */
export async function inChromium(browser: Browser): Promise<Person> {
  const page = await person(browser)
  const shown = (words: string) => page.getByText(words).filter({ visible: true }).first()
  return {
    open: async (address) => void (await page.goto(address)),
    type: (field, text) => page.getByLabel(field, { exact: true }).fill(text, WITHIN),
    press: async (name, where) => {
      const place = where ? page.getByRole(where) : page
      const named = { name, exact: true }
      const found = place.getByRole('button', named).or(place.getByRole('link', named))
      await found.first().click(WITHIN)
    },
    sees: (words) => expect(shown(words)).toBeVisible(WITHIN),
    seesNoMore: (words) => expect(shown(words)).toBeHidden(WITHIN),
    evaluate: (read) => page.evaluate(read),
    close: () => page.context().close(),
  }
}
