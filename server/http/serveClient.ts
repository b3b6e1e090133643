import { readdirSync } from 'node:fs'
import path from 'node:path'
import type { Request, RequestHandler, Response } from 'express'
import { AppError } from '../../shared/AppError.ts'

const YEAR_MS = 365 * 86_400_000
/** Best first. The build wrote these next to the files that shrink. */
const ENCODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const

/**
 * The built client. Names under `assets/` hold a hash of the content and are kept for a year; every address
 * without an ending is the app's own page. Only files that were there at the start are served.
 */
export function serveClient(clientDir: string): RequestHandler {
  const files = filesIn(clientDir)
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next()
    const asked = request.path.slice(1)
    const file = files.has(asked) ? asked : 'index.html'
    if (file !== asked && path.posix.basename(asked).includes('.')) return next()
    if (!files.has(file))
      throw new AppError(
        'unavailable',
        'The app is not built yet. Please start it with `npm start`.',
      )
    sendFile(file, clientDir, files, request, response, next)
  }
}

function sendFile(
  file: string,
  clientDir: string,
  files: ReadonlySet<string>,
  request: Request,
  response: Response,
  next: () => void,
): void {
  const encoding = ENCODINGS.find(
    ({ name, ending }) => files.has(file + ending) && request.acceptsEncodings(name) !== false,
  )
  const hashed = file.startsWith('assets/')
  response.type(path.posix.extname(file)).vary('Accept-Encoding')
  if (encoding) response.set('Content-Encoding', encoding.name)
  response.set('Cache-Control', hashed ? `max-age=${YEAR_MS / 1000}, immutable` : 'no-cache')
  response.sendFile(
    file + (encoding?.ending ?? ''),
    { root: clientDir, cacheControl: false, lastModified: false },
    (error?: Error) => {
      // Removed since the start, by a newer build.
      if (error && !response.headersSent) next()
    },
  )
}

function filesIn(folder: string): ReadonlySet<string> {
  try {
    const found = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    return new Set(found.map((name) => name.split(path.sep).join('/')))
  } catch {
    // Without a build the API still works, and pages say what is missing.
    return new Set()
  }
}
