import pino, { type DestinationStream, type Logger } from 'pino'
import type { Environment } from './config.ts'

/** Everything that a line may hold besides its message. A field that is not here is left out, whatever it holds. */
const FIELDS: ReadonlySet<string> = new Set([
  'centreId',
  'code',
  'consultId',
  'count',
  'index',
  'inviteId',
  'job',
  'method',
  'milliseconds',
  'name',
  'node',
  'peerId',
  'pid',
  'port',
  'request',
  'roomId',
  'route',
  'session',
  'signal',
  'staffId',
  'status',
  'step',
  'version',
  'workers',
])
/** A UUID or a name of our own, such as `consults.plan`: shorter than any token, and without an address's `@`. */
const WORD = /^[\w.:-]{1,36}$/
const KIND = /^[A-Z][A-Za-z]{1,35}$/
const MAX_FRAMES = 8
const MAX_CAUSES = 3

/**
 * A log in which personal data has no place: only listed fields, only numbers and short words in them, and of an
 * error (`err`) its kind, code and place but not its message, which may quote a name, a row or a token.
 */
export function createLog(
  level: Environment['LOG_LEVEL'],
  destination: DestinationStream = pino.destination(1),
): Logger {
  const log = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => error },
      formatters: { level: (label) => ({ level: label }) },
      hooks: {
        logMethod([first, second], method) {
          const message: unknown = typeof first === 'string' ? first : second
          method.call(this, allowed(first), spoken(message))
        },
      },
    },
    destination,
  )
  // oxlint-disable-next-line typescript/unbound-method -- it is called with its logger below
  const { child } = log
  // pino asks no formatter for what a child is born with.
  return Object.assign(log, {
    child(this: Logger, fields: object) {
      return child.call(this, allowed(fields))
    },
  })
}

/** What may be written of the given fields; an error given alone is the `err` field. */
function allowed(given: unknown): Record<string, unknown> {
  if (given instanceof Error) return { err: told(given, MAX_CAUSES) }
  const kept: Record<string, unknown> = {}
  if (typeof given !== 'object' || given === null) return kept
  for (const [name, value] of Object.entries(given)) {
    if (FIELDS.has(name) && isPlain(value)) kept[name] = value
    if (name === 'err' && value !== undefined) kept['err'] = told(value, MAX_CAUSES)
  }
  return kept
}

/** Messages are fixed sentences; what looks like an address or a secret in one is a mistake, and is cut out. */
function spoken(message: unknown): string {
  return typeof message === 'string' ? message.replaceAll(/\S*@\S*|\S{37,}/g, '…') : ''
}

function isPlain(value: unknown): value is string | number | boolean {
  return (
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    (typeof value === 'string' && WORD.test(value))
  )
}

function told(error: unknown, depth: number): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error }
  const { code, constraint } = error as { code?: unknown; constraint?: unknown }
  return {
    kind: KIND.test(error.name) ? error.name : 'Error',
    ...(isPlain(code) ? { code } : {}),
    // PostgreSQL's name of a broken constraint; its `detail` would quote the row.
    ...(isPlain(constraint) ? { constraint } : {}),
    at: frames(error),
    ...(error.cause !== undefined && depth > 1 ? { cause: told(error.cause, depth - 1) } : {}),
  }
}

/** Where it happened. The lines before the first frame are the message. */
function frames({ name, message, stack = '' }: Error): readonly string[] {
  const said = `${name}: ${message}`
  return (stack.startsWith(said) ? stack.slice(said.length) : stack)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at .*:\d+:\d+\)?$/.test(line))
    .slice(0, MAX_FRAMES)
}
