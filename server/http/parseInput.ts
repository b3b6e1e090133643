import type { z } from 'zod'
import { AppError } from '../../shared/AppError.ts'

const MAX_NAMED = 3

/** What was sent, as the schema understands it. Throws AppError `bad_request` naming the fields, never their values. */
export function parseInput<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const result = schema.safeParse(raw)
  if (result.success) return result.data
  const wrong = result.error.issues.slice(0, MAX_NAMED).map(sentenceOf).join('; ')
  throw new AppError('bad_request', `Please check what was sent: ${wrong}.`)
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  // The message of this one would repeat a name that the client made up.
  if (issue.code === 'unrecognized_keys') return 'it has a field that is not known'
  const field = issue.path.map(String).join('.')
  return field === '' ? issue.message : `${field}: ${issue.message}`
}
