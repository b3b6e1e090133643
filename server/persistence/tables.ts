import type { ColumnType, Generated, JSONColumnType, Selectable } from 'kysely'
import type { RetentionClass } from '../../shared/domain/retention.ts'
import type { GuestRole, ListedRole, StaffRole } from '../../shared/domain/roles.ts'

type Timestamp = ColumnType<Date, Date | string, Date | string>
/** A field sealed with a patient's key (`Vault.ts`); null once it was erased or where it was never given. */
type Sealed = Buffer | null

/** Every table of the record. A column's name says its unit; a sealed one says so. */
export interface Tables {
  centres: {
    id: string
    name: string
    time_zone: string
    phone: string | null
    second_factor_required: boolean
    retention_days: JSONColumnType<Partial<Record<RetentionClass, number>>>
    created_at: Timestamp
  }
  staff: {
    id: string
    centre_id: string
    name: string
    email: string
    roles: StaffRole[]
    password_hash: string | null
    /** Sealed under the master key with the context of this row. */
    totp_secret_sealed: Buffer | null
    totp_confirmed_at: Timestamp | null
    /** The last TOTP time step used (RFC 6238 5.2): a code works once. */
    totp_last_step: number | null
    created_at: Timestamp
    off_boarded_at: Timestamp | null
  }
  /** Links by which a person sets a password: invitations and resets. */
  enrolments: {
    token_hash: Buffer
    staff_id: string
    expires_at: Timestamp
    used_at: Timestamp | null
  }
  /** One row a sign-in: a family of refresh tokens (RFC 9700 4.14). */
  staff_sessions: {
    id: string
    staff_id: string
    token_hash: Buffer
    /** The token before: its second use, after a short grace, betrays a theft and ends the family. */
    previous_token_hash: Buffer | null
    rotated_at: Timestamp
    created_at: Timestamp
    expires_at: Timestamp
    ended_at: Timestamp | null
  }
  patients: {
    id: string
    centre_id: string
    /** The patient's key, wrapped by the master key of `master_key_id`; null once erased. */
    key_sealed: Sealed
    master_key_id: string
    name_sealed: Sealed
    birth_date_sealed: Sealed
    phone_sealed: Sealed
    created_at: Timestamp
    erased_at: Timestamp | null
  }
  consults: {
    id: string
    centre_id: string
    patient_id: string
    title_sealed: Sealed
    starts_at: Timestamp
    minutes: number
    time_zone: string
    late_minutes: Generated<number>
    state: Generated<'planned' | 'live' | 'ended' | 'cancelled'>
    /** Counts the changes that a calendar must learn of: SEQUENCE of RFC 5545 3.8.7.4. */
    revision: Generated<number>
    started_at: Timestamp | null
    ended_at: Timestamp | null
    created_by: string
    created_at: Timestamp
  }
  consult_people: {
    consult_id: string
    staff_id: string
    role: ListedRole
  }
  consult_checks: {
    id: string
    consult_id: string
    staff_id: string
    at: Timestamp
    identity_confirmed: boolean
    others_known: boolean
    consent_given: boolean
  }
  invites: {
    id: string
    consult_id: string
    role: GuestRole
    name_sealed: Sealed
    token_hash: Buffer
    token_sealed: Sealed
    code_sealed: Sealed
    wrong_tries: Generated<number>
    opens_at: Timestamp
    closes_at: Timestamp
    created_by: string
    created_at: Timestamp
    opened_at: Timestamp | null
    revoked_at: Timestamp | null
  }
  /** A guest's device: one lives at a time for an invite. */
  guest_sessions: {
    id: string
    invite_id: string
    token_hash: Buffer
    created_at: Timestamp
    ended_at: Timestamp | null
  }
  /** One row: the key that signs who holds a leaf key in a room, sealed under the master key. */
  attestation_key: {
    id: 'one'
    private_key_sealed: Buffer
    created_at: Timestamp
  }
  /** Public keys of a staff member's browsers; the private ones never leave them. */
  devices: {
    id: string
    staff_id: string
    /** Sealed under the master key with the context of this row. */
    label_sealed: Buffer
    /** Ed25519, raw. */
    signing_key: Buffer
    /** X25519, raw. */
    sealing_key: Buffer
    /** The signing key of a device of the same person, which may be gone by now; at first its own. */
    endorsed_by: Buffer
    /** Its signature over both keys. */
    endorsement: Buffer
    added_at: Timestamp
    last_seen_at: Timestamp
  }
  /** An invite's secret, sealed by a browser to one device (HPKE, RFC 9180): nothing that the server could open. */
  invite_secrets: {
    invite_id: string
    device_id: string
    sealed: Buffer
  }
  /** Append-only and hash-chained; ids only. */
  audit: {
    /** From 1, without gaps: a missing entry shows. */
    seq: number
    at: Timestamp
    centre_id: string | null
    actor_kind: 'staff' | 'guest' | 'system' | 'nobody'
    actor_id: string | null
    action: string
    target_kind: string | null
    target_id: string | null
    details: JSONColumnType<Readonly<Record<string, string | number | boolean>>>
    previous_hash: Buffer
    hash: Buffer
  }
  /** One row: where the audit chain begins (after what retention removed) and ends, signed. */
  audit_head: {
    one: boolean
    base_seq: number
    base_hash: Buffer
    seq: number
    hash: Buffer
    signature: Buffer
  }
  job_runs: {
    id: Generated<number>
    job: string
    /** Null when the job was not about one centre. */
    centre_id: string | null
    at: Timestamp
    result: JSONColumnType<Record<string, number>>
  }
}

export type Row<T extends keyof Tables> = Selectable<Tables[T]>
