import { AppError } from '../../shared/AppError.ts'
import type { Row } from '../persistence/tables.ts'
import { type PatientKey, sealContext, type Vault } from '../persistence/Vault.ts'

/** Who a consult is about, as written down by its planner. */
export interface Patient {
  readonly name: string
  readonly birthDate: string
  readonly phone: string
}

/** The columns by which a joined row leads to its patient's key. */
export type KeyColumns = Pick<Row<'patients'>, 'key_sealed' | 'master_key_id'> & {
  readonly patient_id: string
}

type SealedPatient = Pick<Row<'patients'>, 'name_sealed' | 'birth_date_sealed' | 'phone_sealed'>

/** Null once the patient was erased. */
export function keyOf(vault: Vault, row: KeyColumns): PatientKey | null {
  return vault.openPatientKey({ ...row, id: row.patient_id })
}

/** For what cannot be done without the patient: throws `gone` once they were erased. */
export function keyOrGone(vault: Vault, row: KeyColumns): PatientKey {
  const key = keyOf(vault, row)
  if (key) return key
  throw new AppError(
    'gone',
    "This patient's data was erased, so it can no longer be changed or shown.",
  )
}

export function sealPatient(
  key: PatientKey,
  patientId: string,
  { name, birthDate, phone }: Patient,
): { [K in keyof SealedPatient]: Buffer } {
  const context = (column: keyof SealedPatient): string =>
    sealContext('patients', column, patientId)
  return {
    name_sealed: key.seal(name, context('name_sealed')),
    birth_date_sealed: key.seal(birthDate, context('birth_date_sealed')),
    phone_sealed: key.seal(phone, context('phone_sealed')),
  }
}

export function openPatient(
  key: PatientKey,
  patientId: string,
  sealed: SealedPatient,
): Patient | null {
  const { name_sealed: name, birth_date_sealed: birthDate, phone_sealed: phone } = sealed
  if (!name || !birthDate || !phone) return null
  return {
    name: key.open(name, sealContext('patients', 'name_sealed', patientId)),
    birthDate: key.open(birthDate, sealContext('patients', 'birth_date_sealed', patientId)),
    phone: key.open(phone, sealContext('patients', 'phone_sealed', patientId)),
  }
}
