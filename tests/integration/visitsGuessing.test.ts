import { expect, test } from 'vitest'
import { LIMITS } from '../../server/cluster/Limits.ts'
import { openVisit } from '../../server/visits/openVisit.ts'
import { consultWorld, type ConsultWorld, inHand, otherThan } from './consultWorld.ts'

async function tries(world: ConsultWorld): Promise<number> {
  const { wrong_tries: count } = await world.db
    .selectFrom('invites')
    .select('wrong_tries')
    .executeTakeFirstOrThrow()
  return count
}

test('the fifth wrong code locks the invite: then the right one does not open it either', async () => {
  await using world = await consultWorld()
  const { token, code } = inHand(await world.invite())
  const phone = world.client()
  const wrong = { token, code: otherThan(code) }
  for (let count = 1; count < 5; count += 1)
    await expect(phone.ask('visits.open', { body: wrong })).rejects.toMatchObject({
      code: 'forbidden',
    })
  for (const body of [wrong, { token, code }])
    await expect(phone.ask('visits.open', { body })).rejects.toMatchObject({
      code: 'gone',
      message: expect.stringContaining('Your clinic can give you a new one'),
    })
  expect(await phone.ask('visits.look', { body: { token } })).toMatchObject({ state: 'locked' })
  expect(await world.invite()).toMatchObject({ state: 'locked' })
  expect(await world.audited()).toContain('invite.locked')
})

test('a guest who mistypes and then gets it right has five tries again', async () => {
  await using world = await consultWorld()
  const { token, code } = inHand(await world.invite())
  const phone = world.client()
  for (let round = 0; round < 2; round += 1) {
    for (let count = 0; count < 4; count += 1)
      await expect(
        phone.ask('visits.open', { body: { token, code: otherThan(code) } }),
      ).rejects.toMatchObject({ code: 'forbidden' })
    await phone.ask('visits.open', { body: { token, code } })
  }
})

test('fifty wrong codes at once from fifty addresses are five tries', async () => {
  await using world = await consultWorld()
  const { token, code } = inHand(await world.invite())
  const answers = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const guess = String((Number(code) + 1 + index) % 1_000_000).padStart(6, '0')
      return (await world.client().send('visits.open', { body: { token, code: guess } })).status
    }),
  )
  expect(answers.filter((status) => status === 403)).toHaveLength(4)
  expect(answers.filter((status) => status === 410)).toHaveLength(46)
  expect(await tries(world)).toBe(5)
  const looked = (await world.audited()).filter((action) =>
    /^visit\.refused|^invite\.locked/.test(action),
  )
  expect(looked).toHaveLength(5)
})

test('the right code hidden behind five wrong ones is not found, however they are timed', async () => {
  await using world = await consultWorld()
  const { token, code } = inHand(await world.invite())
  const parts = { db: world.db, vault: world.vault, audit: world.audit, now: () => world.clock.now }
  for (let count = 0; count < 5; count += 1) await openVisit(parts, token, otherThan(code))
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => openVisit(parts, token, code)),
  )
  expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['locked']))
})

test('the right code from many devices at once leaves exactly one of them in', async () => {
  await using world = await consultWorld()
  const hand = inHand(await world.invite())
  const devices = Array.from({ length: 8 }, () => world.client())
  await Promise.all(devices.map((device) => device.ask('visits.open', { body: hand })))
  const answers = await Promise.all(devices.map((device) => device.send('visits.read')))
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
})

test('one address that guesses codes of many links is stopped by its own limit', async () => {
  await using world = await consultWorld()
  const { token, code } = inHand(await world.invite())
  const guesser = world.client()
  for (let used = 1; used < LIMITS.guestCode.points; used += 1)
    await world.limits.take('guestCode', guesser.address)
  const guess = async (body: { token: string; code: string }) =>
    (await guesser.send('visits.open', { body })).status
  expect(await guess({ token, code: otherThan(code) })).toBe(403)
  expect(await guess({ token, code })).toBe(429)
  await world.client().ask('visits.open', { body: { token, code } })
})

test('links that do not exist, and right codes, use up nothing for the others behind one address', async () => {
  await using world = await consultWorld()
  const { token, code } = inHand(await world.invite())
  const phone = world.client()
  const open = async (body: { token: string; code: string }) =>
    (await phone.send('visits.open', { body })).status
  for (let used = 1; used < LIMITS.guestCode.points; used += 1)
    await world.limits.take('guestCode', phone.address)
  for (let count = 0; count < 3; count += 1) {
    expect(await open({ token: `${count}x`.padEnd(43, 'A'), code })).toBe(403)
    expect(await open({ token, code })).toBe(200)
  }
})

test('wrong codes of a stranger do not throw out who came in with the right one, and a new link ends both', async () => {
  await using world = await consultWorld()
  const invite = await world.invite()
  const { token, code } = inHand(invite)
  const phone = world.client()
  await phone.ask('visits.open', { body: { token, code } })
  for (let count = 0; count < 5; count += 1)
    await world.client().send('visits.open', { body: { token, code: otherThan(code) } })
  await expect(phone.ask('visits.read')).resolves.toMatchObject({ role: 'patient' })
  const params = { ...world.params, inviteId: invite.inviteId }
  const fresh = inHand(await world.host.ask('invites.reissue', { params }))
  await expect(phone.ask('visits.read')).rejects.toMatchObject({ code: 'unauthenticated' })
  await phone.ask('visits.open', { body: fresh })
})
