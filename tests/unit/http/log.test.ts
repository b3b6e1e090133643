import { expect, test } from 'vitest'
import { createLog } from '../../../server/log.ts'
import { AppError } from '../../../shared/AppError.ts'

const CANARIES = ['Maria Keller', 'maria@example.org', 'kQ3x'.repeat(11), '+49 30 555', '192.0.2.7']

function logging() {
  const lines: string[] = []
  const log = createLog('debug', { write: (line) => void lines.push(line) })
  return { log, lines, first: () => JSON.parse(lines[0] ?? '{}') as Record<string, unknown> }
}

test('a line holds the message, the time, and the fields on the list', () => {
  const { log, first } = logging()
  log.info({ route: 'consults.plan', status: 200 }, 'answered')
  expect(first()).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-/),
    route: 'consults.plan',
    status: 200,
    msg: 'answered',
  })
})

test('no personal word gets into a line, by whatever way it is handed over', () => {
  const { log, lines } = logging()
  for (const canary of CANARIES) {
    const error = Object.assign(new Error(`duplicate key (${canary})`), {
      detail: canary,
      code: '1',
    })
    error.name = canary
    log.info({ patient: canary, email: canary, address: canary, body: { canary } }, 'planned')
    if (canary !== '192.0.2.7') log.info({ route: canary, name: canary }, 'planned')
    log.error(error)
    log.error({ err: error }, 'failed')
    log.error({ err: new AppError('internal', 'Sorry.', { cause: error }) }, 'failed')
    log.error({ err: canary }, 'failed')
    log.error(new Error('several\nlines', { cause: new Error(`${canary}\n at ${canary}:1:1`) }))
    log.child({ patient: canary, request: canary.repeat(9) }).warn('in a child')
    log.info('planned for %s', canary)
    log.info({}, 'planned', canary)
  }
  log.info(`mail to ${CANARIES[1] ?? ''} with ${CANARIES[2] ?? ''}`)
  expect(lines.length).toBeGreaterThan(40)
  const all = lines.join('')
  for (const canary of CANARIES) expect(all).not.toContain(canary)
})

test('of an error the kind, the code and the place are kept', () => {
  const { log, first } = logging()
  const cause = Object.assign(new TypeError('secret'), { code: '23505', constraint: 'staff_email' })
  log.error({ err: new Error('also secret', { cause }) }, 'failed')
  expect(first()['err']).toMatchObject({
    kind: 'Error',
    at: expect.arrayContaining([expect.stringContaining('log.test.ts')]),
    cause: { kind: 'TypeError', code: '23505', constraint: 'staff_email' },
  })
})
