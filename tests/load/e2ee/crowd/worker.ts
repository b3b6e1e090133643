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
  void measure(data).then((times) => globalThis.postMessage(times, { transfer: [] }))
})

/** One device's seat among so many: its own camera and voice are sealed, those of all others opened. */
async function measure({ people, seconds, shownBytes }: Crowd): Promise<CrowdTimes> {
  const lasting = WARM_MS + seconds * 1000
  const lineOf = serve(await keysOf(people, 0))
  const own = new Map(
    [VOICE, picture(0)].map(({ source, codec }) => [
      source,
      lineOf({ kind: 'seal', id: source, source, codec }),
    ]),
  )
  const due: Due[] = [VOICE, ...LAYERS].flatMap((flow) =>
    times(flow, 0, lasting).map((at) => ({
      at,
      put: () => own.get(flow.source)?.put(frameOf(flow)),
    })),
  )
  const others: Line[] = []
  for (let leaf = 1; leaf < people; leaf += 1) {
    const keys = await keysOf(people, leaf)
    for (const flow of [VOICE, picture(shownBytes)]) {
      const { source, codec } = flow
      const personId = personAt(leaf)
      const line = lineOf({ kind: 'open', id: `${leaf} ${source}`, source, codec, personId })
      others.push(line)
      // Nobody begins in the same millisecond as the others.
      const moments = times(flow, (flow.everyMs * leaf) / people, lasting)
      due.push(...(await sealedBy(new FrameSealer(keys, flow), flow, moments, line)))
    }
  }
  const lines = [...own.values(), ...others]
  const sent = await play(due, () => lines.forEach((line) => line.count()))
  const sealed = [...own.values()].flatMap((line) => line.times)
  const opened = others.flatMap((line) => line.times)
  return { sealed, opened, lost: sent - sealed.length - opened.length }
}

/** The product's own transforms, with this script in the browser's place. */
function serve(keys: FrameKeys): (task: Task) => Line {
  const starts: ((event: { readonly transformer: Line['transformer'] }) => void)[] = []
  const addEventListener = (type: string, listener: (event: never) => void): void => {
    // Of the two kinds of listener, the one for this event.
    if (type === 'rtctransform') starts.push(listener as (typeof starts)[number])
  }
  serveTransforms({ addEventListener }, keys, now)
  return (task) => {
    const line = new Line(task)
    for (const start of starts) start({ transformer: line.transformer })
    return line
  }
}

const personAt = (leaf: number): string => `person ${leaf}`

async function keysOf(people: number, selfLeaf: number): Promise<FrameKeys> {
  const keys = new FrameKeys(now)
  const members = new Map(Array.from({ length: people }, (_, leaf) => [leaf, personAt(leaf)]))
  await keys.advance({ epoch: 1, baseKey: new Uint8Array(16).fill(7), selfLeaf, members })
  return keys
}

function times({ everyMs }: Flow, from: number, until: number): readonly number[] {
  return Array.from({ length: Math.floor((until - from) / everyMs) }, (_, n) => from + n * everyMs)
}

/** What another person sends, sealed before the clock runs. */
async function sealedBy(
  sealer: FrameSealer,
  flow: Flow,
  moments: readonly number[],
  line: Line,
): Promise<Due[]> {
  const due: Due[] = []
  for (const at of moments) {
    const data = await sealer.seal(frameOf(flow))
    if (data) due.push({ at, put: () => line.put(data) })
  }
  return due
}

/** Gives each frame when its time has come; answers how many were given after `onWarm`. */
async function play(due: readonly Due[], onWarm: () => void): Promise<number> {
  const inOrder = due.toSorted((a, b) => a.at - b.at)
  const begun = now()
  const warm = inOrder.findIndex(({ at }) => at >= WARM_MS)
  await give(inOrder.slice(0, warm), begun)
  // All of them have left, so that nothing is counted at one end only.
  await rest(REST_MS)
  onWarm()
  await give(inOrder.slice(warm), begun + REST_MS)
  await rest(REST_MS)
  return inOrder.length - warm
}

async function give(due: readonly Due[], begun: number): Promise<void> {
  for (let next = 0; next < due.length; await rest(1))
    for (let one = due[next]; one && one.at <= now() - begun; one = due[(next += 1)]) one.put()
}

function rest(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
