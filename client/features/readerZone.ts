/** The zone of the clock in front of the reader. */
export function readerZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}
