import type { InviteView } from '../../shared/api/consults.ts'
import { AppError } from '../../shared/AppError.ts'
import { type ConsultState, guestWindow } from '../../shared/domain/consult.ts'
import { inviteState } from '../../shared/domain/invite.ts'
import type { GuestRole } from '../../shared/domain/roles.ts'
import type { Row } from '../persistence/tables.ts'
import { type PatientKey, sealContext } from '../persistence/Vault.ts'
import type { Db } from './ConsultParts.ts'
import { type ConsultRow, standingOf } from './consultStore.ts'
import { freshSecrets, openSecrets } from './inviteSecrets.ts'

export type InviteRow = Row<'invites'>

interface NewInvite {
  readonly key: PatientKey
  readonly role: GuestRole
  readonly name: string
  readonly by: string
  readonly at: Date
}

export async function addInvite(
  tx: Db,
  consult: Pick<ConsultRow, 'id' | 'state' | 'starts_at' | 'minutes'>,
  { key, role, name, by, at }: NewInvite,
): Promise<InviteRow> {
  const id = crypto.randomUUID()
  const { opensAt, closesAt } = guestWindow(standingOf(consult))
  return await tx
    .insertInto('invites')
    .values({
      id,
      consult_id: consult.id,
      role,
      name_sealed: key.seal(name, sealContext('invites', 'name_sealed', id)),
      ...freshSecrets(key, id),
      opens_at: opensAt,
      closes_at: closesAt,
      created_by: by,
      created_at: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** A new link and code for an invite, as if it had never been used; the browser makes a new secret with them. */
export async function reissueInvite(
  tx: Db,
  invite: InviteRow,
  key: PatientKey,
): Promise<InviteRow> {
  await tx.deleteFrom('invite_secrets').where('invite_id', '=', invite.id).execute()
  return await tx
    .updateTable('invites')
    .set({ ...freshSecrets(key, invite.id), wrong_tries: 0, opened_at: null, revoked_at: null })
    .where('id', '=', invite.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function findInvite(db: Db, consultId: string, inviteId: string): Promise<InviteRow> {
  const invite = await db
    .selectFrom('invites')
    .selectAll()
    .where('id', '=', inviteId)
    .where('consult_id', '=', consultId)
    .executeTakeFirst()
  if (invite) return invite
  throw new AppError('not_found', 'There is no such invite.')
}

/** The invites of a consult, the patient's first, then the oldest. */
export async function invitesOf(db: Db, consultId: string): Promise<readonly InviteRow[]> {
  return await db
    .selectFrom('invites')
    .selectAll()
    .where('consult_id', '=', consultId)
    .orderBy((eb) => eb('role', '=', 'patient'), 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** The invites of a consult whose secret is sealed to somebody's device. */
export async function invitesWithSecret(db: Db, consultId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('invite_secrets')
    .innerJoin('invites', 'invites.id', 'invite_secrets.invite_id')
    .where('invites.consult_id', '=', consultId)
    .select('invites.id')
    .distinct()
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Ends an invite and every device that came in with it. */
export async function revokeInvite(tx: Db, inviteId: string, at: Date): Promise<void> {
  await tx
    .updateTable('invites')
    .set({ revoked_at: at })
    .where('id', '=', inviteId)
    .where('revoked_at', 'is', null)
    .execute()
  await endGuestSessions(tx, inviteId, at)
}

/** Forgets every device that came in with this invite. */
export async function endGuestSessions(
  tx: Db,
  inviteId: string,
  at: Date,
): Promise<readonly string[]> {
  const ended = await tx
    .updateTable('guest_sessions')
    .set({ ended_at: at })
    .where('invite_id', '=', inviteId)
    .where('ended_at', 'is', null)
    .returning('id')
    .execute()
  return ended.map(({ id }) => id)
}

export function inviteName(key: PatientKey, invite: Pick<InviteRow, 'id' | 'name_sealed'>): string {
  return invite.name_sealed
    ? key.open(invite.name_sealed, sealContext('invites', 'name_sealed', invite.id))
    : ''
}

/** An invite as those who may host see it, with link and code. */
export function inviteView(
  invite: InviteRow,
  key: PatientKey,
  {
    consultState,
    hasSecret,
    now,
    publicUrl,
  }: {
    readonly consultState: ConsultState
    readonly hasSecret: boolean
    readonly now: Date
    readonly publicUrl: string
  },
): InviteView {
  const state = inviteState({ ...inviteFacts(invite), consultState }, now)
  const secrets = openSecrets(key, invite)
  return {
    inviteId: invite.id,
    role: invite.role,
    name: inviteName(key, invite),
    state: state === 'early' ? 'open' : state,
    opensAt: invite.opens_at.toISOString(),
    closesAt: invite.closes_at.toISOString(),
    link: secrets ? visitLink(publicUrl, secrets.token) : '',
    code: secrets?.code ?? '',
    openedAt: invite.opened_at?.toISOString() ?? null,
    hasSecret,
  }
}

/** The token is in the fragment, which browsers keep to themselves: no server and no log sees it. */
export function visitLink(publicUrl: string, token: string): string {
  return `${publicUrl}/visit#${token}`
}

export function inviteFacts(
  invite: Pick<InviteRow, 'wrong_tries' | 'opens_at' | 'closes_at' | 'revoked_at'>,
) {
  return {
    wrongTries: invite.wrong_tries,
    opensAt: invite.opens_at,
    closesAt: invite.closes_at,
    revokedAt: invite.revoked_at,
  }
}
