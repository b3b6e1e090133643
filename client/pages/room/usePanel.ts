import { useState } from 'react'
import { recall, remember } from '../../ui/remembered.ts'

export type Panel = 'people' | 'chat'

/** Which panel is open; staff find it as they left it. */
export function usePanel(
  remembers: boolean,
): readonly [Panel | undefined, (panel: Panel | undefined) => void, (panel: Panel) => void] {
  const [panel, setPanel] = useState<Panel | undefined>(() => {
    const before = remembers ? recall('panel') : null
    return before === 'people' || before === 'chat' ? before : undefined
  })
  const show = (next: Panel | undefined): void => {
    setPanel(next)
    if (remembers) remember('panel', next ?? '')
  }
  return [panel, show, (next) => show(next === panel ? undefined : next)]
}
