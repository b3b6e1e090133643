import { resolve } from 'node:path'
import type { Environment } from '../config.ts'

/** Where this installation's database, files and secrets live: `DATA_DIR`, or `data` in this checkout. */
export function dataFolder({ DATA_DIR }: Pick<Environment, 'DATA_DIR'>): string {
  return resolve(DATA_DIR ?? resolve(import.meta.dirname, '../../data'))
}
