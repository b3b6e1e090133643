import { guestWindow, isEnterable } from '../../shared/domain/consult.ts'
import type { AuditEntry, AuditLog } from '../audit/AuditLog.ts'
import type { Vault } from '../persistence/Vault.ts'
import type { Departure, RoomAction, RoomRecord } from '../rooms/RoomRecord.ts'
import type { Pass } from '../signalling/Session.ts'
import type { Db, RecordParts } from './ConsultParts.ts'
import { findConsult, lockConsult, standingOf } from './consultStore.ts'
import { inviteName, revokeInvite } from './inviteStore.ts'
import { liveGuest } from './liveGuest.ts'
import { keyOf } from './patientSeal.ts'

/** The record's side of a consult's room. A room has the id of its consult. */
export class ConsultRecord implements RoomRecord {
  readonly #db: Db
  readonly #vault: Vault
  readonly #audit: AuditLog
  readonly #now: () => Date

  constructor({ db, vault, audit, now }: RecordParts) {
    this.#db = db
    this.#vault = vault
    this.#audit = audit
    this.#now = now
  }

  /** A ticket is up to a minute old: what it says is checked again, against the record of now. */
  readonly nameOf = async (pass: Pass): Promise<string | undefined> => {
    return pass.kind === 'staff' ? await this.#staffName(pass) : await this.#guestName(pass)
  }

  readonly opened = async (consultId: string): Promise<void> => {
    await this.#db
      .updateTable('consults')
      .set({ state: 'live', started_at: this.#now() })
      .where('id', '=', consultId)
      .where('state', '=', 'planned')
      .execute()
  }

  /** Ending a room that was only tried out, before guests may come, ends nothing but the trial. */
  readonly ended = async (consultId: string, by: Pass): Promise<void> => {
    await this.#db.transaction().execute(async (tx) => {
      const consult = await lockConsult(tx, consultId)
      if (consult.state !== 'planned' && consult.state !== 'live') return
      const now = this.#now()
      const tried = now < guestWindow(standingOf(consult)).opensAt
      await tx
        .updateTable('consults')
        .set(tried ? { state: 'planned', started_at: null } : { state: 'ended', ended_at: now })
        .where('id', '=', consultId)
        .execute()
      if (!tried) await this.#write(tx, consult.centre_id, 'consult.ended', consultId, by)
    })
  }

  readonly removedGuest = async (inviteId: string, by: Pass): Promise<void> => {
    await this.#db.transaction().execute(async (tx) => {
      const { centre_id: centreId } = await findConsult(tx, by.roomId)
      const invite = await tx
        .selectFrom('invites')
        .select('id')
        .where('id', '=', inviteId)
        .where('consult_id', '=', by.roomId)
        .executeTakeFirst()
      if (!invite) return
      await revokeInvite(tx, inviteId, this.#now())
      await this.#write(tx, centreId, 'invite.revoked', by.roomId, by, { personId: inviteId })
    })
  }

  readonly note = async (
    action: RoomAction,
    consultId: string,
    by: Pass,
    targetPersonId?: string,
  ): Promise<void> => {
    const { centre_id: centreId } = await findConsult(this.#db, consultId)
    const details = targetPersonId === undefined ? {} : { personId: targetPersonId }
    await this.#write(this.#db, centreId, action, consultId, by, details)
  }

  readonly left = async (
    consultId: string,
    who: Pass,
    { why, waited }: { readonly why: Departure; readonly waited: boolean },
  ): Promise<void> => {
    const { centre_id: centreId } = await findConsult(this.#db, consultId)
    const action = waited ? 'waitingRoom.left' : 'room.left'
    await this.#write(this.#db, centreId, action, consultId, who, { why })
  }

  async #write(
    db: Db,
    centreId: string,
    action: string,
    consultId: string,
    by: Pass,
    details: AuditEntry['details'] = {},
  ): Promise<void> {
    await this.#audit.append(db, {
      centreId,
      actor: { kind: by.kind, id: by.personId },
      action,
      target: { kind: 'consult', id: consultId },
      details,
    })
  }

  async #staffName(pass: Pass): Promise<string | undefined> {
    const now = this.#now()
    const person = await this.#db
      .selectFrom('consult_people')
      .innerJoin('staff', 'staff.id', 'consult_people.staff_id')
      .innerJoin('staff_sessions', 'staff_sessions.staff_id', 'staff.id')
      .innerJoin('consults', 'consults.id', 'consult_people.consult_id')
      .where('consults.id', '=', pass.roomId)
      .where('staff.id', '=', pass.personId)
      .where('staff.off_boarded_at', 'is', null)
      .where('staff_sessions.id', '=', pass.loginId)
      .where('staff_sessions.ended_at', 'is', null)
      .where('staff_sessions.expires_at', '>', now)
      .select([
        'staff.name',
        'consult_people.role',
        'consults.state',
        'consults.starts_at',
        'consults.minutes',
      ])
      .executeTakeFirst()
    if (!person || person.role !== pass.role) return undefined
    return isEnterable(standingOf(person), now) ? person.name : undefined
  }

  async #guestName(pass: Pass): Promise<string | undefined> {
    const guest = await liveGuest(this.#db, { sessionId: pass.loginId }, this.#now())
    if (!guest || guest.id !== pass.personId) return undefined
    if (guest.consult_id !== pass.roomId || guest.role !== pass.role) return undefined
    const key = keyOf(this.#vault, guest)
    return key ? inviteName(key, guest) : undefined
  }
}
