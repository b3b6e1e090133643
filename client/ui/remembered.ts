/** What this browser remembers of a choice; nothing where the browser does not let us. Never personal data. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`consilium.${name}`)
  } catch {
    return null
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`consilium.${name}`, value)
  } catch {
    // Private windows may refuse: then the choice lasts as long as the page.
  }
}
