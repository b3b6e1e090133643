import { useEffect, useEffectEvent } from 'react'
import type { Control } from './Control.ts'
import { hotkeyOf } from './hotkeyOf.ts'

/** Where keys mean letters: fields, and menus, which jump to the word that begins with them. */
const TYPING =
  'input, textarea, select, [contenteditable], [role=menu], [role=dialog], [role=alertdialog]'

/** Single keys for controls. They never work while somebody types, and can be switched off (WCAG 2.1.4). */
export function useHotkeys(
  controls: readonly Pick<Control, 'hotkey' | 'run'>[],
  on: boolean,
): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return
    if (event.target instanceof Element && event.target.closest(TYPING)) return
    const key = hotkeyOf(event)
    const control = key !== undefined && controls.find(({ hotkey }) => hotkey === key)
    if (!control) return
    event.preventDefault()
    control.run()
  })
  useEffect(() => {
    if (!on) return undefined
    const listen = (event: KeyboardEvent): void => press(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [on])
}
