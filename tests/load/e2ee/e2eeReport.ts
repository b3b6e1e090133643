import { percentile } from '../percentile.ts'
import type { AdmitTimes } from './admitTimes.ts'
import type { CallCost, CallCosts } from './callCost.ts'
import type { Crowd, CrowdTimes } from './crowd/Crowd.ts'
import type { GroupSizes } from './groupSizes.ts'

/** What is aimed at for 30 people. Said, never asserted. Milliseconds. */
const FRAME_TARGET_MS = 5

export function framesReport({ crowd, times }: { crowd: Crowd; times: CrowdTimes }): string {
  const both = [...times.sealed, ...times.opened]
  return [
    `  ${crowd.people} people: ${(both.length / crowd.seconds).toFixed(0)} frames a second, ${times.lost} lost`,
    row('a frame in the transform', both, 2, `; target p95 ${FRAME_TARGET_MS} ms`),
    row('  of these our own, sealed', times.sealed, 2),
    row("  others', opened", times.opened, 2),
  ].join('\n')
}

export function admitReport({ people, guest, everybody }: AdmitTimes): string {
  return [
    `  as the last of ${people} people`,
    row('"Let in" to keys, the guest', guest, 0),
    row('  and everybody else', everybody, 0),
  ].join('\n')
}

export function sizesReport(sizes: readonly GroupSizes[]): string {
  const kinds = [
    ['key package', (one: GroupSizes) => one.keyPackage],
    ['commit that adds one', (one: GroupSizes) => one.add],
    ['  by the secret of an invite', (one: GroupSizes) => one.addInvited],
    ['commit that removes one', (one: GroupSizes) => one.remove],
    ['welcome', (one: GroupSizes) => one.welcome],
    ['  by the secret of an invite', (one: GroupSizes) => one.welcomeInvited],
    ['chat message of 40 letters', (one: GroupSizes) => one.chat],
  ] as const
  const head = `  ${'people'.padEnd(30)}${sizes.map(({ people }) => cell(people)).join('')}`
  const rows = kinds.map(
    ([what, of]) => `  ${what.padEnd(30)}${sizes.map((one) => cell(of(one))).join('')}`,
  )
  return [head, ...rows].join('\n')
}

export function costsReport({ encrypted, plain }: CallCosts): string {
  const cpu = (costs: readonly CallCost[]): number => mean(costs.map((one) => one.cpu))
  const line = (what: string, costs: readonly CallCost[]): string => {
    const each = costs.map((one) => one.cpu.toFixed(2)).join(', ')
    const frames = mean(costs.map((one) => one.framesPerSecond)).toFixed(0)
    return `  ${what.padEnd(30)} ${cpu(costs).toFixed(2)} (${each}) at ${frames} decoded pictures a second`
  }
  return [
    line('encrypted', encrypted),
    line('frames passed as they are', plain),
    `  ${'ratio'.padEnd(30)} ${(cpu(encrypted) / cpu(plain)).toFixed(3)}`,
    // A busy machine makes fewer pictures, and whoever makes fewer seems to cost less.
    `  ${'  for each decoded picture'.padEnd(30)} ${(eachPicture(encrypted) / eachPicture(plain)).toFixed(3)}`,
  ].join('\n')
}

function eachPicture(costs: readonly CallCost[]): number {
  return mean(costs.map(({ cpu, framesPerSecond }) => cpu / framesPerSecond))
}

function row(what: string, values: readonly number[], digits: number, aim = ''): string {
  const [p50, p95] = [50, 95].map((percent) =>
    `${percentile(values, percent).toFixed(digits)} ms`.padStart(9),
  )
  return `  ${what.padEnd(30)} p50 ${p50}  p95 ${p95}  (${values.length})${aim}`
}

const cell = (bytes: number): string => `${bytes}`.padStart(9)

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
