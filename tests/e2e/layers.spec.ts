import type { Page } from '@playwright/test'
import { decoded } from './decoded.ts'
import { clinician, expect, goHome, letIn, startVisit, test, together } from './people.ts'

test.afterEach(goHome)

test('no more of a face is sent than its place shows: large when large, small when small', async ({
  browser,
  server,
}) => {
  const { doctor } = await together(browser, server)
  const colleague = await clinician(browser, { ...server, email: 'jonas.brandt@lindenhof.example' })
  await startVisit(colleague)
  await letIn(doctor, 'Dr Jonas Brandt')
  // One camera is enough: a machine that is busy with three would send its layers smaller.
  for (const page of [doctor, colleague])
    await page.getByRole('button', { name: 'Stop camera' }).click()
  const patient = doctor.getByRole('figure', { name: 'Maria Keller' })
  const linesOf = async (): Promise<number> => (await decoded(patient))?.height ?? 0

  await showLarge(doctor, 'Maria Keller')
  await expect.poll(linesOf).toBe(720)
  await showLarge(doctor, 'Dr Jonas Brandt')
  await expect.poll(linesOf).toBe(180)
  await showLarge(doctor, 'Maria Keller')
  await expect.poll(linesOf).toBe(720)
})

async function showLarge(page: Page, name: string): Promise<void> {
  await page.getByRole('figure', { name, exact: true }).hover()
  await page.getByRole('button', { name: `Show ${name} large`, exact: true }).click()
}
