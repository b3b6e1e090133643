import { type Kysely, sql } from 'kysely'

/** Level 2: what end-to-end encryption needs of the record. Public keys, and secrets sealed to them by browsers. */
export const devices = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const part of [ATTESTATION_KEY, DEVICES, INVITE_SECRETS]) await sql.raw(part).execute(db)
  },
}

const ATTESTATION_KEY = `
create table attestation_key (
  id text primary key check (id = 'one'),
  private_key_sealed bytea not null,
  created_at timestamptz not null
);
`

/** An endorsement names a key, not a device: it outlives the one that gave it, and colleagues can still check it. */
const DEVICES = `
create table devices (
  id uuid primary key,
  staff_id uuid not null references staff on delete cascade,
  label_sealed bytea not null,
  signing_key bytea not null check (octet_length(signing_key) = 32),
  sealing_key bytea not null check (octet_length(sealing_key) = 32),
  endorsed_by bytea not null check (octet_length(endorsed_by) = 32),
  endorsement bytea not null check (octet_length(endorsement) = 64),
  added_at timestamptz not null,
  last_seen_at timestamptz not null,
  unique (staff_id, signing_key)
);
`

const INVITE_SECRETS = `
create table invite_secrets (
  invite_id uuid not null references invites on delete cascade,
  device_id uuid not null references devices on delete cascade,
  sealed bytea not null check (octet_length(sealed) between 1 and 256),
  primary key (invite_id, device_id)
);
create index invite_secrets_device on invite_secrets (device_id);
`
