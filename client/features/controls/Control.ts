import type { LucideIcon } from 'lucide-react'

/** One thing to do in the room: a button in the bar, or, where the bar is too short, a line in its menu. */
export interface Control {
  readonly id: string
  readonly label: string
  readonly icon: LucideIcon
  /** One letter. */
  readonly hotkey?: string
  /** Something that the others miss now: a microphone or camera that is off. */
  readonly off?: boolean
  readonly pressed?: boolean
  readonly badge?: number
  readonly run: () => void
}
