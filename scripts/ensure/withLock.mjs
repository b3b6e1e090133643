import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as later } from 'node:timers/promises'
import { Failure } from './Failure.mjs'

const LONGEST_WAIT_MS = 45 * 60_000

/**
 * Does `work` while no other process does what the same lock file guards. The file has the owner's process id; one whose
 * owner is gone is taken over. Every `work` moves its result in place whole, so the rare race there costs time only.
 * @template T
 * @param {string} file
 * @param {(why: string) => void} say hears who is waited for
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, say, work) {
  const free = () => rmSync(file, { force: true })
  const deadline = Date.now() + LONGEST_WAIT_MS
  mkdirSync(path.dirname(file), { recursive: true })
  while (!taken(file)) {
    const owner = ownerOf(file)
    if (owner === undefined || !isAlive(owner)) free()
    else if (Date.now() > deadline) throw stuck(file, owner)
    else {
      say(`process ${owner} is doing this already; waiting for it`)
      await later(500)
    }
  }
  process.once('exit', free)
  try {
    return await work()
  } finally {
    process.removeListener('exit', free)
    free()
  }
}

/** @param {string} file */
function taken(file) {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/**
 * @param {string} file
 * @returns {number | undefined} undefined when the lock is gone, or was never filled in
 */
function ownerOf(file) {
  try {
    const id = Number.parseInt(readFileSync(file, 'utf8'), 10)
    return Number.isNaN(id) ? undefined : id
  } catch {
    return undefined
  }
}

/** @param {number} id */
function isAlive(id) {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    // Another user's process may not be signalled, and is alive.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** @param {string} file @param {number} owner */
function stuck(file, owner) {
  return new Failure(
    `Process ${owner} has been preparing the same thing for too long.`,
    `See what it does. If it is not Consilium's, remove ${file} and try again.`,
  )
}
