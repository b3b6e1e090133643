import type { JoiningAt } from './joinAt.ts'
import { percentile } from './percentile.ts'
import type { Script } from './ScriptWeight.ts'

/** What is aimed at, by round trip: the median from click to first picture. Said, never asserted. Milliseconds. */
const STAFF_TARGET_MS: Readonly<Record<number, number>> = { 0: 200, 200: 1100 }
const GUEST_TARGET_MS: Readonly<Record<number, number>> = { 200: 600 }
const ENTRY_TARGET_MS = 600
const SCRIPT_TARGET_KB = 150

/** What was found at one distance, for people to read. */
export function joinReport(found: JoiningAt): string {
  const { roundTripMs, lines, staff, guests, entries, failures } = found
  const scripts = entries[0]?.scripts ?? []
  return [
    `Round trip of ${roundTripMs} ms; the shortest that was measured: ` +
      `HTTP ${shortest(lines, (line) => line.httpMs)}, ` +
      `socket ${shortest(lines, (line) => line.socketMs)}, ` +
      `media ${shortest(lines, (line) => line.mediaMs)}`,
    row(
      'click to first picture, staff',
      staff,
      (one) => one.firstFrameMs,
      STAFF_TARGET_MS[roundTripMs],
    ),
    row('  told by the server', staff, (one) => one.toldMs),
    row('  streams described', staff, (one) => one.describedMs),
    row('  connection up', staff, (one) => one.connectedMs),
    row('  place on the page', staff, (one) => one.shownMs),
    row(
      '"Let in" to first picture',
      guests,
      (one) => one.firstFrameMs,
      GUEST_TARGET_MS[roundTripMs],
    ),
    row('  told by the server', guests, (one) => one.toldMs),
    row('  streams described', guests, (one) => one.describedMs),
    row('  place on the page', guests, (one) => one.shownMs),
    row('link to code', entries, (one) => one.codeMs),
    row('code to preview', entries, (one) => one.afterCodeMs),
    row('link to preview, code known', entries, (one) => one.returningMs, ENTRY_TARGET_MS),
    `  scripts until then: ${weight(scripts)}; target ${SCRIPT_TARGET_KB} kB`,
    ...failures.map((failure) => `  FAILED ${failure}`),
  ].join('\n')
}

function row<T>(
  what: string,
  rounds: readonly T[],
  of: (round: T) => number,
  target?: number,
): string {
  const [p50, p95] = [50, 95].map((percent) => {
    const value = percentile(rounds.map(of), percent)
    return `${Number.isNaN(value) ? '-' : value.toFixed(0)} ms`.padStart(8)
  })
  const aim = target === undefined ? '' : `; target p50 ${target} ms`
  return `  ${what.padEnd(30)} p50 ${p50}  p95 ${p95}  (${rounds.length})${aim}`
}

function shortest<T>(lines: readonly T[], of: (line: T) => number | undefined): string {
  const measured = lines.map(of).filter((value) => value !== undefined)
  return measured.length === 0 ? '-' : `${Math.min(...measured).toFixed(0)} ms`
}

function weight(scripts: readonly Script[]): string {
  const sum = (of: (script: Script) => number): string =>
    (scripts.reduce((total, script) => total + of(script), 0) / 1000).toFixed(1)
  const encodings = [...new Set(scripts.map(({ encoding }) => encoding))].join(', ')
  return `${sum((one) => one.bodyBytes)} kB in ${scripts.length} files (${encodings}), ${sum((one) => one.bytes)} kB with their headers`
}
