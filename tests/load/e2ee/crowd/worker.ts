import { FrameKeys } from '../../../../client/crypto/sframe/FrameKeys.ts'
import { FrameSealer } from '../../../../client/crypto/sframe/FrameSealer.ts'
import { serveTransforms } from '../../../../client/crypto/transform/serveTransforms.ts'
import type { Task } from '../../../../client/crypto/transform/task.ts'
import type { Crowd, CrowdTimes } from './Crowd.ts'
import { frameOf, LAYERS, picture, VOICE, type Flow } from './frames.ts'
import { Line } from './Line.ts'

const now = (): number => performance.now()
/** The first frames of a stream wait for their keys. */
const WARM_MS = 1_000
const REST_MS = 500

interface Due {
  readonly at: number
  readonly put: () => void
}

globalThis.addEventListener('message', ({ data }: MessageEvent<Crowd>) => {
  // Only the page of these measurements writes here. A rejection is told as an error of the worker.
  void measure(data).then((times) => globalThis.postMessage(times))
})

/** One device's seat among so many: its own camera and voice are sealed, those of all others opened. */
async function measure({ people, seconds, shownBytes }: Crowd): Promise<CrowdTimes> {
  const lasting = WARM_MS + seconds * 1000
  const starts = new Set<(event: { transformer: Line['transformer'] }) => void>()
  const keys = await keysOf(people, 0)
  serveTransforms(
    {
      addEventListener(type: string, listener: never) {
        if (type === 'rtctransform') starts.add(listener)
      },
    },
    keys,
    now,
  )
  const lineOf = (task: Task): Line => {
    const line = new Line(task)
    for (const start of starts) start({ transformer: line.transformer })
    return line
  }

  const due: Due[] = []
  const sealing = [VOICE, ...LAYERS].map((flow) => ({ flow, line: sealingLine(flow, lineOf) }))
  // The layers of a camera go through one transform.
  const camera = sealing[1]?.line
  for (const { flow, line } of sealing) {
    const through = flow.source === 'camera' ? (camera ?? line) : line
    for (let at = 0; at < lasting; at += flow.everyMs)
      due.push({ at, put: () => through.put(frameOf(flow)) })
  }
  const opening: Line[] = []
  for (let leaf = 1; leaf < people; leaf += 1)
    for (const flow of [VOICE, picture(shownBytes)]) {
      const { source, codec } = flow
      const personId = `person ${leaf}`
      const line = lineOf({ kind: 'open', id: `${leaf} ${source}`, source, codec, personId })
      opening.push(line)
      due.push(...(await sealedBy(leaf, people, flow, lasting, line)))
    }
  const lines = [...sealing.map(({ line }) => line), ...opening]
  const sent = await play(due, () => lines.forEach((line) => line.count()))
  const sealed = sealing.flatMap(({ line }) => line.times)
  const opened = opening.flatMap(({ times }) => times)
  return { sealed, opened, lost: sent - sealed.length - opened.length }
}

function sealingLine({ source, codec }: Flow, lineOf: (task: Task) => Line): Line {
  return lineOf({ kind: 'seal', id: source, source, codec })
}

async function keysOf(people: number, selfLeaf: number): Promise<FrameKeys> {
  const keys = new FrameKeys(now)
  const members = new Map(Array.from({ length: people }, (_, leaf) => [leaf, `person ${leaf}`]))
  await keys.advance({ epoch: 1, baseKey: new Uint8Array(16).fill(7), selfLeaf, members })
  return keys
}

/** What another person sends, sealed before the clock runs. Nobody begins in the same millisecond as the others. */
async function sealedBy(
  leaf: number,
  people: number,
  flow: Flow,
  lasting: number,
  line: Line,
): Promise<Due[]> {
  const sealer = new FrameSealer(await keysOf(people, leaf), flow)
  const due: Due[] = []
  for (let at = (flow.everyMs * leaf) / people; at < lasting; at += flow.everyMs) {
    const data = await sealer.seal(frameOf(flow))
    if (data) due.push({ at, put: () => line.put(data) })
  }
  return due
}

/** Gives each frame when its time has come; answers how many were given after `onWarm`. */
async function play(due: readonly Due[], onWarm: () => void): Promise<number> {
  const inOrder = due.toSorted((a, b) => a.at - b.at)
  const begun = now()
  let counted: number | undefined
  for (let next = 0; next < inOrder.length;) {
    const elapsed = now() - begun
    if (counted === undefined && elapsed >= WARM_MS) {
      // What was given before has left, so that nothing is counted on one side only.
      await rest(REST_MS)
      onWarm()
      counted = 0
      next = inOrder.findIndex(({ at }) => at >= now() - begun)
    }
    for (let one = inOrder[next]; one && one.at <= elapsed; one = inOrder[(next += 1)]) {
      one.put()
      if (counted !== undefined) counted += 1
    }
    await rest(1)
  }
  await rest(REST_MS)
  return counted ?? 0
}

function rest(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
