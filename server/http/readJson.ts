import express, { type Request, type Response } from 'express'
import { AppError } from '../../shared/AppError.ts'
import { Refused } from './Refused.ts'

const MAX_BYTES = 64 * 1024
const JSON_TYPE = /^application\/json(?:;\s*charset=utf-8)?$/i

const parse = express.json({
  limit: MAX_BYTES,
  strict: true,
  inflate: false,
  type: () => true,
})

/** The body of a request: JSON of at most 64 kB, or nothing. Throws AppError `bad_request`. */
export async function readJson(request: Request, response: Response): Promise<unknown> {
  if (!hasBody(request)) return undefined
  if (!JSON_TYPE.test(request.headers['content-type'] ?? ''))
    throw new Refused(415, 'Only application/json is understood here.')
  await new Promise<void>((resolve, reject) => {
    parse(request, response, (error?: unknown) => {
      if (error === undefined) resolve()
      else reject(unreadable(error))
    })
  })
  const { body } = request as { body: unknown }
  return body
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

function unreadable(cause: unknown): AppError {
  const status: unknown = cause instanceof Error && 'status' in cause ? cause.status : undefined
  if (status === 413)
    return new Refused(413, 'The message is too large: at most 64 kB are read.', { cause })
  if (status === 415)
    return new Refused(415, 'Only uncompressed JSON in UTF-8 is understood here.', { cause })
  return new AppError('bad_request', 'The message cannot be read: it is not valid JSON.', { cause })
}
