/** Below this a voice is breath or a fan. Linear, 0 to 1, as `inbound-rtp.audioLevel` is. */
const SPEECH_LEVEL = 0.02
/** Who speaks keeps the floor unless another is clearly louder: pictures do not jump at every cough. */
const TAKE_OVER = 1.5

/** The dominant speaker among loudness by peer; undefined when all are quiet. Computed here, so the server need not know. */
export function dominant(
  levels: ReadonlyMap<string, number>,
  before: string | undefined,
): string | undefined {
  const [loudest] = [...levels].sort(([, a], [, b]) => b - a)
  if (!loudest || loudest[1] < SPEECH_LEVEL) return undefined
  const held = before === undefined ? 0 : (levels.get(before) ?? 0)
  return held >= SPEECH_LEVEL && loudest[1] < held * TAKE_OVER ? before : loudest[0]
}
