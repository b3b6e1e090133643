import { AppError } from '../shared/AppError.ts'

/** What a data folder may be refused for, by the code that the system gives. */
const REFUSED: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system can only be read',
  ENOTDIR: 'a part of the path is a file and not a folder',
  EEXIST: 'a part of the path is a file and not a folder',
  ENOENT: 'there can be no such folder',
  ENOSPC: 'the disk is full',
}

/** For the person at the terminal: a sentence and what to do, or, when nobody expected it, the error with its stack. */
export function startFailure(error: unknown): unknown {
  const told = (sentence: string) => `\nConsilium did not start.\n${sentence}\n`
  if (error instanceof AppError) return told(error.message)
  if (!(error instanceof Error) || !('code' in error) || !('path' in error)) return error
  const why = REFUSED[String(error.code)]
  return why === undefined
    ? error
    : told(`${String(error.path)} cannot be used: ${why}. Mend that, or choose another DATA_DIR.`)
}
