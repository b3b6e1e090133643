import type { consults, InviteView } from '../../shared/api/consults.ts'
import { AppError } from '../../shared/AppError.ts'
import { assertEnterable } from '../../shared/domain/consult.ts'
import type { AuditEntry } from '../audit/AuditLog.ts'
import type { RouteHandlers, StaffCaller } from '../http/RouteHandlers.ts'
import type { PatientKey } from '../persistence/Vault.ts'
import type { ConsultParts, Db } from './ConsultParts.ts'
import { type ConsultRow, findConsult, lockConsult, standingOf } from './consultStore.ts'
import {
  addInvite,
  endGuestSessions,
  findInvite,
  type InviteRow,
  invitesOf,
  inviteView,
  reissueInvite,
  revokeInvite,
} from './inviteStore.ts'
import { keyOrGone } from './patientSeal.ts'
import { visitMail } from './visitMail.ts'

const MAX_INVITES = 20

type Inviting = 'invites.issue' | 'invites.mail' | 'invites.reissue' | 'invites.revoke'

export function inviteHandlers(
  parts: ConsultParts,
): Pick<RouteHandlers<typeof consults>, Inviting> {
  const { db, audit, mailer, presence, now } = parts
  return {
    'invites.issue': async ({ params: { consultId }, body }, caller) =>
      await writeInvite(parts, consultId, caller, 'invite.issued', async (tx, consult, key) => {
        if ((await invitesOf(tx, consultId)).length >= MAX_INVITES)
          throw new AppError('conflict', `A consult has at most ${MAX_INVITES} invites.`)
        return await addInvite(tx, consult, { key, ...body, by: caller.staffId, at: now() })
      }),

    async 'invites.reissue'({ params: { consultId, inviteId } }, caller) {
      const view = await writeInvite(
        parts,
        consultId,
        caller,
        'invite.reissued',
        async (tx, _, key) => {
          const invite = await findInvite(tx, consultId, inviteId)
          const fresh = await reissueInvite(tx, invite, key)
          await endGuestSessions(tx, inviteId, now())
          return fresh
        },
      )
      presence.endPerson(inviteId, 'revoked', consultId)
      return view
    },

    async 'invites.revoke'({ params: { consultId, inviteId } }, caller) {
      await db.transaction().execute(async (tx) => {
        await findInvite(tx, consultId, inviteId)
        await revokeInvite(tx, inviteId, now())
        await audit.append(tx, inviteEntry('invite.revoked', inviteId, caller))
      })
      presence.endPerson(inviteId, 'revoked', consultId)
    },

    async 'invites.mail'({ params: { consultId, inviteId }, body: { email } }, caller) {
      const consult = await findConsult(db, consultId)
      assertEnterable(standingOf(consult), now())
      await findInvite(db, consultId, inviteId)
      if (!mailer.configured) return { mailed: false }
      await mailer.send({ to: email, ...(await visitMail(db, consult, now())) })
      await audit.append(db, inviteEntry('invite.mailed', inviteId, caller))
      return { mailed: true }
    },
  }
}

function inviteEntry(
  action: string,
  inviteId: string,
  { staffId, centreId }: StaffCaller,
): AuditEntry {
  return {
    centreId,
    actor: { kind: 'staff', id: staffId },
    action,
    target: { kind: 'invite', id: inviteId },
  }
}

/** Writes one invite of a consult that people can still come to, and shows it with link and code. */
async function writeInvite(
  { db, vault, audit, now, publicUrl }: ConsultParts,
  consultId: string,
  caller: StaffCaller,
  action: string,
  write: (tx: Db, consult: ConsultRow, key: PatientKey) => Promise<InviteRow>,
): Promise<InviteView> {
  return await db.transaction().execute(async (tx) => {
    const consult = await lockConsult(tx, consultId)
    assertEnterable(standingOf(consult), now())
    const key = keyOrGone(vault, consult)
    const invite = await write(tx, consult, key)
    await audit.append(tx, {
      ...inviteEntry(action, invite.id, caller),
      details: { consultId, role: invite.role },
    })
    const fresh = { consultState: consult.state, hasSecret: false }
    return inviteView(invite, key, { ...fresh, now: now(), publicUrl })
  })
}
