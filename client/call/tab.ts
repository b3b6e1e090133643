const KEY = 'consilium.tab'

/** An id of this tab that a reload keeps, so that the reloaded page replaces its old place in the room. */
export function tabId(): string {
  const held = sessionStorage.getItem(KEY)
  if (held !== null) return held
  const made = crypto.randomUUID()
  sessionStorage.setItem(KEY, made)
  return made
}
