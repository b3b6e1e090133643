import type { Reading } from './received.ts'

/** Somebody at a browser, whichever it is: what they do and see, by the words on the screen. Everything waits, and gives up. */
export interface Person extends Reading {
  readonly open: (address: string) => Promise<void>
  readonly type: (field: string, text: string) => Promise<void>
  /** Presses the button, or follows the link, of exactly this name. */
  readonly press: (name: string, where?: 'dialog') => Promise<void>
  readonly sees: (words: string) => Promise<void>
  readonly seesNoMore: (words: string) => Promise<void>
  readonly close: () => Promise<void>
}

export const PATIENCE_MS = 20_000

/** Runs in a page before its own scripts. */
export type Preparation = () => void
