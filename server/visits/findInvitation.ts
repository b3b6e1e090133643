import type { Db } from '../consults/ConsultParts.ts'

/** What a link leads to, without a word of what is sealed. */
export async function findInvitation(db: Db, tokenHash: Buffer) {
  return await db
    .selectFrom('invites')
    .innerJoin('consults', 'consults.id', 'invites.consult_id')
    .innerJoin('centres', 'centres.id', 'consults.centre_id')
    .where('invites.token_hash', '=', tokenHash)
    .select([
      'invites.wrong_tries',
      'invites.opens_at',
      'invites.closes_at',
      'invites.revoked_at',
      'consults.state as consult_state',
      'consults.starts_at',
      'consults.time_zone',
      'centres.name as centre_name',
      'centres.phone as centre_phone',
    ])
    .executeTakeFirst()
}
