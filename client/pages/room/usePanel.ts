import { useState } from 'react'
import { NARROW } from '../../features/narrow.ts'
import { recall, remember } from '../../ui/remembered.ts'

export type Panel = 'people' | 'chat'

export interface PanelChoice {
  readonly panel: Panel | undefined
  /** Opened just now by the person, who is then taken there; not left open from the last time. */
  readonly byHand: boolean
  readonly close: () => void
  readonly toggle: (panel: Panel) => void
}

/** Which panel is open; staff find it as they left it, except where it would lie over the stage. */
export function usePanel(remembers: boolean): PanelChoice {
  const [state, setState] = useState<{ panel: Panel | undefined; byHand: boolean }>(() => {
    const before = remembers && !matchMedia(NARROW).matches ? recall('panel') : null
    const panel = before === 'people' || before === 'chat' ? before : undefined
    return { panel, byHand: false }
  })
  const show = (panel: Panel | undefined): void => {
    setState({ panel, byHand: true })
    if (remembers) remember('panel', panel ?? '')
  }
  return {
    ...state,
    close: () => show(undefined),
    toggle: (panel) => show(panel === state.panel ? undefined : panel),
  }
}
