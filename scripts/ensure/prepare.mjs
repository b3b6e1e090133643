import { accessSync, constants } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ensureClient } from './ensureClient.mjs'
import { ensureInstalled, ensureNode } from './ensureInstalled.mjs'
import { ensureTestPrograms } from './ensureTestPrograms.mjs'
import { ensureWorker } from './ensureWorker.mjs'
import { Failure } from './Failure.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Does what is missing before `npm start`, `npm test` or `npm run check`; a failure is told in full sentences.
 * @param {string | undefined} purpose
 */
export async function prepare(purpose) {
  // Only a process that exits ends the programs and locks that belong to it.
  process.once('SIGINT', () => process.exit(130))
  process.once('SIGTERM', () => process.exit(143))
  try {
    await steps(purpose)
  } catch (error) {
    console.error(`\n${explained(error)}\n`)
    process.exitCode = 1
  }
}

/** @param {string | undefined} purpose */
async function steps(purpose) {
  if (purpose !== 'start' && purpose !== 'test' && purpose !== 'check') {
    throw new Failure(
      `ensure does not know "${purpose ?? ''}".`,
      'run `npm start`, `npm test` or `npm run check`.',
    )
  }
  const { env } = process
  await ensureInstalled(ROOT, { dev: purpose !== 'start' || env['NODE_ENV'] !== 'production' })
  await ensureNode(ROOT)
  if (purpose === 'check') return
  await ensureWorker(env)
  await ensureClient(ROOT)
  if (purpose === 'test') await ensureTestPrograms(env)
}

/** @param {unknown} error @returns {string} */
function explained(error) {
  if (error instanceof Failure) return error.toString()
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? error.code : undefined
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return new Failure(
      `This user may not write there: ${error.message}`,
      isWritable(ROOT)
        ? 'give the file or folder named above to this user.'
        : `copy Consilium to a folder that this user may write to; ${ROOT} is not one.`,
    ).toString()
  }
  if (code !== 'ENOSPC') return error.stack ?? error.message
  return new Failure('The disk is full.', 'free a gigabyte and try again.').toString()
}

/** @param {string} folder */
function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
