import type { Migration } from 'kysely/migration'
import { record } from './001_record.ts'
import { devices } from './002_devices.ts'

/** Every level of the record, in order. One that was released is never changed: a new one follows it. */
export const migrations: Readonly<Record<string, Migration>> = {
  '001_record': record,
  '002_devices': devices,
}
