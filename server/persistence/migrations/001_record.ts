import { type Kysely, sql } from 'kysely'

/** Level 1: centres, people, consults, invites, the audit log. What a level says never changes once released. */
export const record = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const part of [CENTRES, PATIENTS, CONSULTS, INVITES, AUDIT, APPEND_ONLY, JOBS])
      await sql.raw(part).execute(db)
  },
}

const CENTRES = `
create table centres (
  id uuid primary key,
  name text not null,
  time_zone text not null,
  phone text,
  second_factor_required boolean not null,
  retention_days jsonb not null default '{}' check (jsonb_typeof(retention_days) = 'object'),
  created_at timestamptz not null
);

create table staff (
  id uuid primary key,
  centre_id uuid not null references centres,
  name text not null,
  email text not null,
  roles text[] not null check (
    cardinality(roles) > 0
    and roles <@ array['clinician', 'coordinator', 'nurse', 'administrator']
  ),
  password_hash text,
  totp_secret_sealed bytea,
  totp_confirmed_at timestamptz,
  totp_last_step integer,
  created_at timestamptz not null,
  off_boarded_at timestamptz,
  unique (centre_id, id)
);
create unique index staff_email on staff (lower(email)) where off_boarded_at is null;

create table enrolments (
  token_hash bytea primary key,
  staff_id uuid not null references staff on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index enrolments_staff on enrolments (staff_id);

create table staff_sessions (
  id uuid primary key,
  staff_id uuid not null references staff on delete cascade,
  token_hash bytea not null unique,
  previous_token_hash bytea unique,
  rotated_at timestamptz not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index staff_sessions_staff on staff_sessions (staff_id) where ended_at is null;
`

const PATIENTS = `
create table patients (
  id uuid primary key,
  centre_id uuid not null references centres,
  key_sealed bytea,
  master_key_id text not null,
  name_sealed bytea,
  birth_date_sealed bytea,
  phone_sealed bytea,
  created_at timestamptz not null,
  erased_at timestamptz,
  unique (centre_id, id),
  check ((key_sealed is null) = (erased_at is not null))
);
create index patients_master_key on patients (master_key_id, id) where key_sealed is not null;
`

const CONSULTS = `
create table consults (
  id uuid primary key,
  centre_id uuid not null references centres,
  patient_id uuid not null,
  title_sealed bytea,
  starts_at timestamptz not null,
  minutes integer not null check (minutes > 0),
  time_zone text not null,
  late_minutes integer not null default 0 check (late_minutes >= 0),
  state text not null default 'planned' check (state in ('planned', 'live', 'ended', 'cancelled')),
  revision integer not null default 0 check (revision >= 0),
  started_at timestamptz,
  ended_at timestamptz,
  created_by uuid not null,
  created_at timestamptz not null,
  foreign key (centre_id, patient_id) references patients (centre_id, id),
  foreign key (centre_id, created_by) references staff (centre_id, id),
  check (state <> 'live' or started_at is not null),
  check (state <> 'ended' or ended_at is not null)
);
create index consults_day on consults (centre_id, starts_at);
create index consults_patient on consults (patient_id);

create table consult_people (
  consult_id uuid not null references consults on delete cascade,
  staff_id uuid not null references staff,
  role text not null check (role in ('host', 'clinician', 'nurse', 'coordinator', 'observer')),
  primary key (consult_id, staff_id)
);
create index consult_people_staff on consult_people (staff_id);

create table consult_checks (
  id uuid primary key,
  consult_id uuid not null references consults on delete cascade,
  staff_id uuid not null references staff,
  at timestamptz not null,
  identity_confirmed boolean not null,
  others_known boolean not null,
  consent_given boolean not null
);
create index consult_checks_consult on consult_checks (consult_id);
`

const INVITES = `
create table invites (
  id uuid primary key,
  consult_id uuid not null references consults on delete cascade,
  role text not null check (role in ('patient', 'relative', 'interpreter', 'expert')),
  name_sealed bytea,
  token_hash bytea not null unique,
  token_sealed bytea,
  code_sealed bytea,
  wrong_tries integer not null default 0 check (wrong_tries >= 0),
  opens_at timestamptz not null,
  closes_at timestamptz not null check (closes_at > opens_at),
  created_by uuid not null references staff,
  created_at timestamptz not null,
  opened_at timestamptz,
  revoked_at timestamptz
);
create index invites_consult on invites (consult_id);

create table guest_sessions (
  id uuid primary key,
  invite_id uuid not null references invites on delete cascade,
  token_hash bytea not null unique,
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index guest_sessions_one_lives on guest_sessions (invite_id) where ended_at is null;
create index guest_sessions_invite on guest_sessions (invite_id);
`

const AUDIT = `
create table audit (
  seq bigint primary key check (seq > 0),
  at timestamptz not null,
  centre_id uuid,
  actor_kind text not null check (actor_kind in ('staff', 'guest', 'system', 'nobody')),
  actor_id text,
  action text not null,
  target_kind text,
  target_id text,
  details jsonb not null check (jsonb_typeof(details) = 'object'),
  previous_hash bytea not null check (octet_length(previous_hash) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  check ((target_kind is null) = (target_id is null))
);
create index audit_centre on audit (centre_id, seq);
create index audit_target on audit (target_id, seq);

create table audit_head (
  one boolean primary key default true check (one),
  base_seq bigint not null check (base_seq >= 0),
  base_hash bytea not null check (octet_length(base_hash) = 32),
  seq bigint not null check (seq >= base_seq),
  hash bytea not null check (octet_length(hash) = 32),
  signature bytea not null
);
`

/** A fence against mistakes and stolen SQL; against the database's owner it is the chain and its signed head. */
const APPEND_ONLY = `
create function audit_refuses() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_table_name = 'audit' and tg_level = 'ROW' then
    if old.seq <= (select base_seq from audit_head) then
      return old;
    end if;
  end if;
  raise exception 'the audit log is append-only: % of % refused', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

create function audit_head_moves() returns trigger language plpgsql as $$
begin
  if new.seq < old.seq or new.base_seq < old.base_seq then
    raise exception 'the head of the audit log only moves forward'
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create trigger audit_append_only before update or delete on audit
  for each row execute function audit_refuses();
create trigger audit_no_truncate before truncate on audit
  for each statement execute function audit_refuses();
create trigger audit_head_stays before delete on audit_head
  for each row execute function audit_refuses();
create trigger audit_head_no_truncate before truncate on audit_head
  for each statement execute function audit_refuses();
create trigger audit_head_forward before update on audit_head
  for each row execute function audit_head_moves();
`

const JOBS = `
create table job_runs (
  id bigint generated always as identity primary key,
  job text not null,
  centre_id uuid references centres,
  at timestamptz not null,
  result jsonb not null check (jsonb_typeof(result) = 'object')
);
create index job_runs_latest on job_runs (centre_id, job, at desc);
`
