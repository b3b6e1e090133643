import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { AppError } from '../../shared/AppError.ts'

/** From `BACKUP_PASSPHRASE`, or asked for at the terminal without showing it; twice when it is a new one. */
export async function passphrase(given: string | undefined, isNew: boolean): Promise<string> {
  if (given !== undefined) return given
  if (!process.stdin.isTTY)
    throw new AppError(
      'bad_request',
      'Set BACKUP_PASSPHRASE, or run this at a terminal to be asked.',
    )
  const first = await ask('Passphrase of the backup: ')
  if (!isNew) return first
  if (first.length < 12)
    throw new AppError(
      'bad_request',
      'A passphrase has at least 12 characters. Nothing was written.',
    )
  if (first !== (await ask('The same again: ')))
    throw new AppError('bad_request', 'The two were not the same. Nothing was written.')
  return first
}

async function ask(question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true })
  process.stderr.write(question)
  try {
    return await lines.question('')
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}
