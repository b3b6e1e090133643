import { canEncrypt } from '../../../client/crypto/transform/canEncrypt.ts'
import type { TransformCounts } from '../../../client/crypto/transform/serveTransforms.ts'
import { FRAMES, Line } from './Line.ts'
import type { Inspected, Midway, Outcome, Scenario } from './scenario.ts'
import { simulcast, type Layer } from './simulcast.ts'
import { ask, giveKeys, startWorker } from './workers.ts'

async function run(scenario: Scenario): Promise<Outcome> {
  if (scenario.older) Reflect.deleteProperty(globalThis, 'RTCRtpScriptTransform')
  const line = new Line(scenario)
  try {
    await line.connect()
    await line.hasEncoded(FRAMES)
    await line.hasShown()
    await line.hasArrived()
    await line.guard()
    if (!scenario.midway) return await line.outcome()
    happen(line, scenario.midway)
    await line.hasSettled(scenario.midway)
    const before = await line.outcome()
    for (let looks = 0; looks < 3; looks += 1) {
      await line.guard()
      await line.hasEncoded(FRAMES / 2)
    }
    if (scenario.midway === 'changeKeys') await line.hasShown()
    const after = await line.outcome()
    return { ...after, since: difference(before, after) }
  } finally {
    line.close()
  }
}

function happen(line: Line, midway: Midway): void {
  if (midway === 'kill') line.worker.terminate()
  if (midway === 'break') line.worker.postMessage({ break: true }, [])
  if (midway === 'takeKeys') line.worker.postMessage({ takeKeys: true }, [])
  if (midway === 'changeKeys') line.keys(2)
}

function difference(before: Outcome, after: Outcome): NonNullable<Outcome['since']> {
  const less = (source: string, { sealed, clear }: Inspected): Inspected => ({
    sealed: sealed - (before.inspected[source]?.sealed ?? 0),
    clear: clear - (before.inspected[source]?.clear ?? 0),
  })
  return {
    encoded: after.encoded - before.encoded,
    decoded: after.decoded - before.decoded,
    inspected: Object.fromEntries(
      Object.entries(after.inspected).map(([source, counts]) => [source, less(source, counts)]),
    ),
  }
}

/** All begun in the same moment, as when many people join. */
function runAll(scenarios: readonly Scenario[]): Promise<readonly Outcome[]> {
  return Promise.all(scenarios.map(run))
}

async function runSimulcast(): Promise<{ counts: TransformCounts; layers: readonly Layer[] }> {
  const [sending, receiving] = [startWorker.peer(), startWorker.peer()]
  giveKeys(sending, 1, 0)
  giveKeys(receiving, 1, 1)
  const layers = await simulcast(sending, receiving)
  const counts = await ask<TransformCounts>(sending)
  sending.terminate()
  receiving.terminate()
  return { counts, layers }
}

const underTest = { runAll, runSimulcast, canEncrypt }
export type UnderTest = typeof underTest
Object.assign(globalThis, { underTest })
