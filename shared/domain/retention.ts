/** Classes of data, each with its own time to be kept. Patients' data ends by destroying the patient's key. */
export const RETENTION_CLASSES = [
  'patientData',
  'consults',
  'invites',
  'sessions',
  'audit',
] as const
export type RetentionClass = (typeof RETENTION_CLASSES)[number]

/** Days after a consult's end (or, for sessions and audit, after the entry itself). */
export const RETENTION: Readonly<
  Record<RetentionClass, { readonly defaultDays: number; readonly minimumDays: number }>
> = {
  patientData: { defaultDays: 90, minimumDays: 1 },
  consults: { defaultDays: 3650, minimumDays: 30 },
  invites: { defaultDays: 30, minimumDays: 1 },
  sessions: { defaultDays: 30, minimumDays: 1 },
  audit: { defaultDays: 3650, minimumDays: 365 },
}

/** The days in force: what the centre chose, never under the minimum. */
export function retentionDays(
  of: RetentionClass,
  chosen: Readonly<Partial<Record<RetentionClass, number>>>,
): number {
  return Math.max(chosen[of] ?? RETENTION[of].defaultDays, RETENTION[of].minimumDays)
}
