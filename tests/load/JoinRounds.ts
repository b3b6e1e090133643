import type { Browser, Page } from 'playwright'
import type { Welcome } from '../e2e/consilium.ts'
import {
  firstFrame,
  readMarks,
  untilHot,
  untilUsable,
  untilWarm,
  type JoinMarks,
} from './JoinMarks.ts'
import { GIVE_CODE, join, leave, onPhone, someone, TO_WAITING_ROOM } from './JoinPeople.ts'
import { measureLine, type MeasuredLine } from './LongLine.ts'
import { weighScripts, type Script } from './ScriptWeight.ts'

/** Where the time of one joining went, milliseconds from the click. */
export interface Joining {
  /** The streams of the others were described to the browser. */
  readonly toldMs: number
  readonly describedMs: number
  /** 0 where the connection was up before the click. */
  readonly connectedMs: number
  /** From then on the page could show a picture. */
  readonly shownMs: number
  readonly firstFrameMs: number
}

/** How a guest's page came up, each time in a browser with an empty cache. Milliseconds. */
export interface Entry {
  /** From the opening of the link until the code can be typed in and sent. */
  readonly codeMs: number
  /** From the sent code until the waiting room can be gone to. */
  readonly afterCodeMs: number
  /** From the opening of the link until the waiting room can be gone to, where the code was given before. */
  readonly returningMs: number
  /** What was fetched until then, by a guest who came back. */
  readonly scripts: readonly Script[]
}

export interface Host {
  readonly page: Page
  readonly roomUrl: string
}

/** A member of staff, on the preview with the socket open, goes into a room where somebody sends. */
export async function staffRound(staff: Page, roomUrl: string): Promise<[Joining, MeasuredLine]> {
  await staff.goto(roomUrl)
  await untilWarm(staff)
  await join(staff)
  const { clickedAt = NaN, ...marks } = await firstFrame(staff)
  const line = await measureLine(staff)
  await leave(staff)
  return [since(clickedAt, marks), line]
}

/** A guest in a new browser comes by link and code, waits, and is let in; then comes back in another new one. */
export async function guestRound(
  browser: Browser,
  { patientLink, patientCode }: Welcome,
  { host, roundTripMs }: { host: Host; roundTripMs: number },
): Promise<[Joining, Entry]> {
  const guest = await someone(browser, roundTripMs, onPhone())
  try {
    await guest.goto(patientLink)
    await untilUsable(guest, GIVE_CODE)
    await guest.getByLabel('Code with 6 digits').fill(patientCode)
    await guest.getByRole('button', { name: GIVE_CODE }).click()
    const entered = await untilUsable(guest, TO_WAITING_ROOM)
    await guest.getByRole('button', { name: TO_WAITING_ROOM }).click()
    await untilHot(guest)
    await host.page.getByRole('button', { name: 'Let in' }).click()
    const marks = await firstFrame(guest)
    const { clickedAt = NaN } = await readMarks(host.page)
    await leave(guest)
    const entry = {
      codeMs: (entered.usableAt[GIVE_CODE] ?? NaN) - entered.navigatedAt,
      afterCodeMs: (entered.usableAt[TO_WAITING_ROOM] ?? NaN) - (entered.clickedAt ?? NaN),
      ...(await comingBack(browser, guest, patientLink, roundTripMs)),
    }
    return [since(clickedAt, marks), entry]
  } finally {
    await guest.context().close()
  }
}

async function comingBack(
  browser: Browser,
  before: Page,
  link: string,
  roundTripMs: number,
): Promise<Pick<Entry, 'returningMs' | 'scripts'>> {
  const state = await before.context().storageState()
  const guest = await someone(browser, roundTripMs, onPhone(state))
  try {
    const scripts = await weighScripts(guest)
    await guest.goto(link)
    const { usableAt, navigatedAt } = await untilUsable(guest, TO_WAITING_ROOM)
    return { returningMs: (usableAt[TO_WAITING_ROOM] ?? NaN) - navigatedAt, scripts: scripts() }
  } finally {
    await guest.context().close()
  }
}

function since(
  clickedAt: number,
  marks: Pick<JoinMarks, 'toldAt' | 'describedAt' | 'connectedAt' | 'shownAt' | 'firstFrameAt'>,
): Joining {
  const from = (at = NaN): number => {
    if (Number.isNaN(at - clickedAt)) throw new Error('A moment of the joining was not seen')
    return Math.max(0, at - clickedAt)
  }
  return {
    toldMs: from(marks.toldAt),
    describedMs: from(marks.describedAt),
    connectedMs: from(marks.connectedAt),
    shownMs: from(marks.shownAt),
    firstFrameMs: from(marks.firstFrameAt),
  }
}
