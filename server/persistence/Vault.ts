import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { AppError } from '../../shared/AppError.ts'
import { openEnvelope, sealEnvelope } from './envelope.ts'
import type { Row, Tables } from './tables.ts'

const KEY_BYTES = 32
const KEY_ID_BYTES = 8

/** Seals the personal fields of one patient: when it is destroyed they are gone, save in older backups. */
export interface PatientKey {
  readonly seal: (text: string, context: string) => Buffer
  readonly open: (sealed: Buffer, context: string) => string
}

interface MasterKey {
  readonly id: string
  readonly patientKeys: Buffer
  readonly secrets: Buffer
  readonly signatures: Buffer
}

type PatientKeyRow = Pick<Row<'patients'>, 'id' | 'key_sealed' | 'master_key_id'>
export type SealedColumn<T extends keyof Tables> = keyof Tables[T] & `${string}_sealed`

/** Binds what is sealed to its place, so that a value moved to another row or column is refused. */
export function sealContext<T extends keyof Tables>(
  table: T,
  column: SealedColumn<T>,
  rowId: string,
): string {
  return `${table}.${column}:${rowId}`
}

/** Envelope encryption of the record: master keys wrap patients' keys, which seal patients' fields. */
export class Vault {
  readonly #current: MasterKey
  readonly #known: ReadonlyMap<string, MasterKey>

  /** Keys are base64 or base64url of at least 32 bytes; `old` ones open, only `current` seals. */
  constructor(keys: { readonly current: string; readonly old: readonly string[] }) {
    this.#current = masterKey(keys.current)
    this.#known = new Map(
      [this.#current, ...keys.old.map(masterKey)].map((key) => [key.id, key] as const),
    )
  }

  get masterKeyId(): string {
    return this.#current.id
  }

  /** Throws `unavailable` when the master key of this id is not configured. */
  assertKnown(masterKeyId: string): void {
    this.#master(masterKeyId)
  }

  newPatientKey(patientId: string): { key: PatientKey; keySealed: Buffer; masterKeyId: string } {
    const bytes = randomBytes(KEY_BYTES)
    return { key: patientKey(bytes), ...this.#wrap(bytes, patientId) }
  }

  /** Null once the patient was erased. */
  openPatientKey(row: PatientKeyRow): PatientKey | null {
    const bytes = this.#unwrap(row)
    return bytes && patientKey(bytes)
  }

  /** The patient's key wrapped by the current master key; null once erased. */
  rewrapPatientKey(row: PatientKeyRow): { keySealed: Buffer; masterKeyId: string } | null {
    const bytes = this.#unwrap(row)
    return bytes && this.#wrap(bytes, row.id)
  }

  /** Seals what belongs to no patient, such as a TOTP secret; the envelope names its master key. */
  seal(text: string, context: string): Buffer {
    const { id, secrets } = this.#current
    return sealEnvelope(secrets, Buffer.from(text), context, Buffer.from(id, 'hex'))
  }

  open(sealed: Buffer, context: string): string {
    const { secrets } = this.#master(masterKeyIdOf(sealed))
    return openEnvelope(secrets, sealed, context, KEY_ID_BYTES).toString()
  }

  /** The same secret under the current master key. */
  rewrap(sealed: Buffer, context: string): Buffer {
    return masterKeyIdOf(sealed) === this.#current.id
      ? sealed
      : this.seal(this.open(sealed, context), context)
  }

  /** HMAC-SHA-256 with a key derived from the current master key, after that key's id. */
  sign(text: string, context: string): Buffer {
    const { id, signatures } = this.#current
    return Buffer.concat([Buffer.from(id, 'hex'), hmac(signatures, text, context)])
  }

  verifies(signature: Buffer, text: string, context: string): boolean {
    const key = this.#known.get(signature.subarray(0, KEY_ID_BYTES).toString('hex'))
    if (!key) return false
    const expected = hmac(key.signatures, text, context)
    const given = signature.subarray(KEY_ID_BYTES)
    return given.length === expected.length && timingSafeEqual(given, expected)
  }

  #wrap(bytes: Buffer, patientId: string): { keySealed: Buffer; masterKeyId: string } {
    const { id, patientKeys } = this.#current
    const context = sealContext('patients', 'key_sealed', patientId)
    return { keySealed: sealEnvelope(patientKeys, bytes, context), masterKeyId: id }
  }

  #unwrap(row: PatientKeyRow): Buffer | null {
    if (row.key_sealed === null) return null
    const { patientKeys } = this.#master(row.master_key_id)
    return openEnvelope(patientKeys, row.key_sealed, sealContext('patients', 'key_sealed', row.id))
  }

  #master(id: string): MasterKey {
    const key = this.#known.get(id)
    if (key) return key
    throw new AppError(
      'unavailable',
      `Part of the record is sealed with master key ${id}, which is not configured. Set it as MASTER_KEY, or add it to MASTER_KEYS_OLD.`,
    )
  }
}

/** The id of the master key that something is sealed under. */
export function masterKeyIdOf(sealed: Buffer): string {
  return sealed.subarray(1, 1 + KEY_ID_BYTES).toString('hex')
}

function patientKey(bytes: Buffer): PatientKey {
  const fields = derive(bytes, 'patient fields')
  return {
    seal: (text, context) => sealEnvelope(fields, Buffer.from(text), context),
    open: (sealed, context) => openEnvelope(fields, sealed, context).toString(),
  }
}

function masterKey(text: string): MasterKey {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length < KEY_BYTES)
    throw new AppError('internal', `A master key has fewer than ${KEY_BYTES} bytes.`)
  return {
    id: derive(bytes, 'master key id').subarray(0, KEY_ID_BYTES).toString('hex'),
    patientKeys: derive(bytes, 'patient keys'),
    secrets: derive(bytes, 'secrets'),
    signatures: derive(bytes, 'signatures'),
  }
}

/** HKDF-SHA-256 (RFC 5869): one key for each purpose. */
function derive(from: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', from, '', `consilium ${purpose}`, KEY_BYTES))
}

function hmac(key: Buffer, text: string, context: string): Buffer {
  return createHmac('sha256', key).update(`${context}\n${text}`).digest()
}
