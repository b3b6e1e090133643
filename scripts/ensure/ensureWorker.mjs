import { accessSync, constants, mkdirSync } from 'node:fs'
import path from 'node:path'
import { buildWorker } from '../worker/buildWorker.mjs'
import { downloadWorker } from '../worker/downloadWorker.mjs'
import { workerBinary } from '../worker/location.mjs'
import { workerRuns } from '../worker/workerRuns.mjs'
import { Failure } from './Failure.mjs'
import { step } from './step.mjs'
import { withLock } from './withLock.mjs'

/**
 * Sees to it that a mediasoup worker runs on this machine: the cached one, else the one that mediasoup publishes, else
 * one built here.
 * @param {import('../worker/location.mjs').Env} env
 */
export async function ensureWorker(env) {
  const binary = workerBinary(env)
  if (workerRuns(binary)) return
  if (env['MEDIASOUP_WORKER_BIN']) {
    throw new Failure(
      `MEDIASOUP_WORKER_BIN names ${binary}, which is not a mediasoup worker that runs here.`,
      'correct it, or unset it to have a worker downloaded or built.',
    )
  }
  makeFolder(path.dirname(binary))
  await step('Preparing the mediasoup worker', (say) =>
    withLock(`${binary}.lock`, say, async () => {
      if (workerRuns(binary)) return
      const refusal = await downloadWorker(binary, env, say)
      if (refusal) await buildWorker(binary, refusal, say)
    }),
  )
}

/** @param {string} folder */
function makeFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch (error) {
    throw new Failure(
      `The folder ${folder}, where the mediasoup worker is kept, cannot be written to: ${String(error)}`,
      'set XDG_CACHE_HOME to a folder that this user may write to.',
    )
  }
}
