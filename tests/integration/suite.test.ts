import { expect, test } from 'vitest'
import { runPart } from '../../scripts/suite/runPart.mjs'
import { inWords, sum } from '../../scripts/suite/tell.mjs'

/** A part whose tool writes this report, if any, and exits with this code. */
function part(title: string, code: number, report?: object) {
  const write = (file: string) =>
    report && `require('node:fs').writeFileSync('${file}', '${JSON.stringify(report)}');`
  return {
    title: `suite test ${title}`,
    command: (file: string) => ['node', '-e', `${write(file) ?? ''}process.exit(${code})`],
    count: (counts: { passed: number; failed: number; skipped: number }) => counts,
  }
}
const judge = async (title: string, code: number, report?: object) =>
  inWords(await runPart(part(title, code, report), { live: false }))

test('a part counts what its report says', async () => {
  expect(await judge('good', 0, { passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
  expect(await judge('bad', 1, { passed: 3, failed: 2, skipped: 1 })).toBe(
    '3 passed, 2 failed, 1 skipped',
  )
})

test('a part that ran no test has failed', async () => {
  expect(await judge('empty', 0, { passed: 0, failed: 0, skipped: 4 })).toBe('0 passed, 1 failed')
})

test('a part that ended without a report has failed, whatever its exit code', async () => {
  expect(await judge('silent', 0)).toBe('0 passed, 1 failed')
})

test('a part whose tests passed and whose process failed has failed', async () => {
  expect(await judge('torn', 1, { passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 1 failed')
})

test('the report of an earlier run counts for nothing', async () => {
  await judge('twice', 0, { passed: 3, failed: 0, skipped: 0 })
  expect(await judge('twice', 0)).toBe('0 passed, 1 failed')
})

test('the whole is the sum of its parts', () => {
  const counts = { passed: 2, failed: 1, skipped: 0 }
  const outcome = { ...counts, title: '', seconds: 0, output: '' }
  expect(sum([outcome, outcome])).toEqual({ passed: 4, failed: 2, skipped: 0 })
})
