const TITLES = /^(dr|prof|pd|mr|mrs|ms|frau|herr|mme|m)\.?$/i

/** "Dr Jana Weber" is JW: first and last name, without titles. */
export function initials(name: string): string {
  const words = name.split(/[\s,]+/).filter((word) => word && !TITLES.test(word))
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends
    .map((word) => /^\p{L}/u.exec(word ?? '')?.[0] ?? '')
    .join('')
    .toLocaleUpperCase()
}
