import { createHmac, randomBytes } from 'node:crypto'
import { calculateJwkThumbprint, importJWK, jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { LIMITS } from '../../server/cluster/Limits.ts'
import { Attestations } from '../../server/group/Attestations.ts'
import { rotateMasterKey } from '../../server/persistence/rotateMasterKey.ts'
import { Vault } from '../../server/persistence/Vault.ts'
import type { Ticket } from '../../shared/api/consults.ts'
import { freshDatabase } from './database.ts'
import { liveWorld } from './liveWorld.ts'
import type { Person } from './Person.ts'
import { newMasterKey, newVault } from './recordSeed.ts'

const now = () => new Date()
const newLeafKey = () => randomBytes(32).toString('base64url')

/** As a browser verifies it. */
async function verified(token: string, key: Ticket['attestationKey'], audience: string) {
  return await jwtVerify(token, await importJWK(key, 'ES256'), {
    ...{ algorithms: ['ES256'], issuer: 'consilium', audience, typ: 'consilium-leaf+jwt' },
    requiredClaims: ['sub', 'jti', 'iat', 'exp', 'cnf'],
  })
}

const attest = async (person: Person, leafKey = newLeafKey()) =>
  (await person.signal.ask('group.attest', { leafKey })).attestation

test('an attestation says who holds which leaf key in which room, and what they are once let in', async () => {
  await using world = await liveWorld()
  const { doctor, consultId, host, guest, invite } = await world.visit('waiting', 'Dr Wéber 王')
  const key = (await host.getTicket()).attestationKey
  expect(Object.keys(key).toSorted()).toEqual(['crv', 'kty', 'x', 'y'])
  const x = newLeafKey()
  const { payload, protectedHeader } = await verified(await attest(host, x), key, consultId)
  expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'consilium-leaf+jwt' })
  expect(payload).toEqual({
    ...{ iss: 'consilium', aud: consultId, sub: doctor.staffId, kind: 'staff' },
    ...{ name: 'Dr Wéber 王', role: 'host', mayHost: true },
    cnf: { jkt: await calculateJwkThumbprint({ crv: 'Ed25519', kty: 'OKP', x }) },
    jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    iat: expect.any(Number),
    exp: (payload.iat ?? 0) + 600,
  })
  const waiting = await verified(await attest(guest), key, consultId)
  expect(waiting.payload).toMatchObject({
    ...{ sub: invite.inviteId, kind: 'guest', role: 'patient', mayHost: false },
  })
  const noted = await world.db
    .selectFrom('audit')
    .where('action', '=', 'leaf.attested')
    .select(['actor_id', 'target_id', 'details'])
    .orderBy('seq')
    .execute()
  expect(noted).toEqual([
    { actor_id: doctor.staffId, target_id: consultId, details: {} },
    { actor_id: invite.inviteId, target_id: consultId, details: {} },
  ])
})

test('it is given on the preview page, and to nobody whose access ended', async () => {
  await using world = await liveWorld()
  const doctor = await world.staff('Dr Weber')
  const consultId = await world.consult(doctor)
  const early = world.arrive(doctor, consultId)
  await early.connect()
  await expect(attest(early)).resolves.toMatch(/^ey/)
  await world.db.deleteFrom('consult_people').where('staff_id', '=', doctor.staffId).execute()
  await expect(attest(early)).rejects.toMatchObject({ code: 'forbidden' })
})

test('a key that is not written in the one way it can be is refused', async () => {
  await using world = await liveWorld()
  const { host } = await world.visit()
  for (const leafKey of [
    'A'.repeat(42),
    'A'.repeat(44),
    `${'A'.repeat(42)}B`,
    'A/'.repeat(21) + 'A',
  ])
    await expect(attest(host, leafKey)).rejects.toMatchObject({ code: 'bad_request' })
})

test('who asks for them over and over is stopped by a limit of their own', async () => {
  await using world = await liveWorld()
  const { host, guest } = await world.visit()
  const asked = Array.from({ length: LIMITS.attest.points + 5 }, () => attest(guest))
  const outcome = await Promise.allSettled(asked)
  expect(outcome.filter(({ status }) => status === 'rejected')).toHaveLength(5)
  await expect(attest(host)).resolves.toBeDefined()
})

test('no attestation passes for another room, another type, another algorithm or an access token', async () => {
  await using world = await liveWorld()
  const { doctor, consultId, host } = await world.visit()
  const key = (await host.getTicket()).attestationKey
  const token = await attest(host)
  await expect(verified(token, key, await world.consult(doctor))).rejects.toThrow(/aud/)
  const [head = '', claims = '', signature = ''] = token.split('.')
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const typ = 'consilium-leaf+jwt'
  const hmac = (text: string) =>
    createHmac('sha256', JSON.stringify(key)).update(text).digest('base64url')
  const hs256 = `${encode({ alg: 'HS256', typ })}.${claims}`
  const forged = [
    `${encode({ alg: 'none', typ })}.${claims}.`,
    `${hs256}.${hmac(hs256)}`,
    `${encode({ alg: 'ES256', typ: 'at+jwt' })}.${claims}.${signature}`,
    `${head}.${encode({ sub: 'else' })}.${signature}`,
  ]
  for (const one of forged) await expect(verified(one, key, consultId)).rejects.toThrow()
  const browser = world.browser()
  browser.token = token
  await expect(browser.ask('account.read')).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('nodes that start together sign with one key, and so does the next start', async () => {
  await using fresh = await freshDatabase()
  const { db } = fresh
  const vault = newVault()
  const open = () => Attestations.open({ db, vault, now })
  const nodes = await Promise.all([open(), open(), open(), open()])
  const keys = new Set([...nodes, await open()].map(({ publicKey }) => JSON.stringify(publicKey)))
  expect(keys.size).toBe(1)
  expect(await db.selectFrom('attestation_key').selectAll().execute()).toHaveLength(1)
})

test('the private key is in the record sealed, outlives a rotation, and opens with no other master key', async () => {
  await using fresh = await freshDatabase()
  const { db } = fresh
  const [before, after] = [newMasterKey(), newMasterKey()]
  const { publicKey } = await Attestations.open({
    ...{ db, now, vault: new Vault({ current: before, old: [] }) },
  })
  const sealed = async () =>
    (await db.selectFrom('attestation_key').selectAll().executeTakeFirstOrThrow())
      .private_key_sealed
  expect((await sealed()).includes(publicKey.x)).toBe(false)
  const both = new Vault({ current: after, old: [before] })
  expect(await rotateMasterKey(db, both)).toEqual({ patients: 0, secrets: 1 })
  const rotated = new Vault({ current: after, old: [] })
  expect((await Attestations.open({ db, now, vault: rotated })).publicKey).toEqual(publicKey)
  const other = Attestations.open({ db, now, vault: newVault() })
  await expect(other).rejects.toMatchObject({ code: 'unavailable' })
})
