/** "Sunday, 22 November 2026 at 14:30 (Europe/Berlin)": the zone is named, because readers may sit in another. */
export function timeInWords(at: Date, timeZone: string): string {
  const words = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone,
  })
  return `${words.format(at)} (${timeZone})`
}
