/** What is asked of a key press; a KeyboardEvent fits. */
export interface Press {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly repeat: boolean
}

/** The single key that was meant, in upper case; undefined for chords and for a key held down. */
export function hotkeyOf({ key, ctrlKey, metaKey, altKey, repeat }: Press): string | undefined {
  if (ctrlKey || metaKey || altKey || repeat || key.length !== 1) return undefined
  return key.toUpperCase()
}
