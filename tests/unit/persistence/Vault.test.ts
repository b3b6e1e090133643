import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { masterKeyIdOf, sealContext, Vault } from '../../../server/persistence/Vault.ts'

const newKey = () => randomBytes(32).toString('base64url')
const NAME = sealContext('patients', 'name_sealed', 'p1')
const rowOf = (id: string, sealed: { keySealed: Buffer; masterKeyId: string }) => ({
  id,
  key_sealed: sealed.keySealed,
  master_key_id: sealed.masterKeyId,
})

test('what a patient key sealed opens with the key that comes back from the record', () => {
  const vault = new Vault({ current: newKey(), old: [] })
  const made = vault.newPatientKey('p1')
  const sealed = made.key.seal('Zoë Müller', NAME)
  expect(sealed.includes('Zoë')).toBe(false)
  expect(vault.openPatientKey(rowOf('p1', made))?.open(sealed, NAME)).toBe('Zoë Müller')
})

test('a sealed value moved to another row, column or patient is refused', () => {
  const vault = new Vault({ current: newKey(), old: [] })
  const { key } = vault.newPatientKey('p1')
  const sealed = key.seal('Zoë Müller', NAME)
  expect(() => key.open(sealed, sealContext('patients', 'name_sealed', 'p2'))).toThrow(/moved/)
  expect(() => key.open(sealed, sealContext('patients', 'phone_sealed', 'p1'))).toThrow(/moved/)
  expect(() => vault.newPatientKey('p1').key.open(sealed, NAME)).toThrow(/moved/)
})

test('a patient key moved to another patient is refused', () => {
  const vault = new Vault({ current: newKey(), old: [] })
  const row = rowOf('p2', vault.newPatientKey('p1'))
  expect(() => vault.openPatientKey(row)).toThrow(/moved/)
})

test('every flipped bit of a sealed value is noticed', () => {
  const { key } = new Vault({ current: newKey(), old: [] }).newPatientKey('p1')
  const sealed = key.seal('x', NAME)
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = Buffer.from(sealed)
    changed[bit >> 3]! ^= 1 << (bit & 7)
    expect(() => key.open(changed, NAME)).toThrow(/changed/)
  }
  for (let length = 0; length < sealed.length; length++)
    expect(() => key.open(sealed.subarray(0, length), NAME)).toThrow(/changed/)
})

test('the same text is sealed differently each time', () => {
  const { key } = new Vault({ current: newKey(), old: [] }).newPatientKey('p1')
  expect(key.seal('same', NAME)).not.toEqual(key.seal('same', NAME))
})

test('an erased patient has no key any more', () => {
  const vault = new Vault({ current: newKey(), old: [] })
  const { masterKeyId } = vault.newPatientKey('p1')
  expect(vault.openPatientKey({ id: 'p1', key_sealed: null, master_key_id: masterKeyId })).toBe(
    null,
  )
})

test('a new master key opens what the old one sealed, and takes it over', () => {
  const [before, after] = [newKey(), newKey()]
  const old = new Vault({ current: before, old: [] })
  const context = sealContext('staff', 'totp_secret_sealed', 's1')
  const made = old.newPatientKey('p1')
  const name = made.key.seal('Zoë', NAME)
  const secret = old.seal('JBSWY3DP', context)

  const rotating = new Vault({ current: after, old: [before] })
  const wrapped = rotating.rewrapPatientKey(rowOf('p1', made))
  const resealed = rotating.rewrap(secret, context)
  expect(wrapped?.masterKeyId).toBe(rotating.masterKeyId)
  expect(masterKeyIdOf(resealed)).toBe(rotating.masterKeyId)
  expect(rotating.rewrap(resealed, context)).toBe(resealed)

  const rotated = new Vault({ current: after, old: [] })
  expect(wrapped && rotated.openPatientKey(rowOf('p1', wrapped))?.open(name, NAME)).toBe('Zoë')
  expect(rotated.open(resealed, context)).toBe('JBSWY3DP')
  expect(() => rotated.openPatientKey(rowOf('p1', made))).toThrow(/MASTER_KEYS_OLD/)
  expect(() => rotated.open(secret, context)).toThrow(/MASTER_KEYS_OLD/)
})

test('a signature is good for its text and context only, under a known master key', () => {
  const [before, after] = [newKey(), newKey()]
  const old = new Vault({ current: before, old: [] })
  const signature = old.sign('text', 'head')
  expect(old.verifies(signature, 'text', 'head')).toBe(true)
  expect(new Vault({ current: after, old: [before] }).verifies(signature, 'text', 'head')).toBe(
    true,
  )
  expect(new Vault({ current: after, old: [] }).verifies(signature, 'text', 'head')).toBe(false)
  expect(old.verifies(signature, 'texts', 'head')).toBe(false)
  expect(old.verifies(signature, 'text', 'tail')).toBe(false)
  expect(old.verifies(signature.subarray(0, 8), 'text', 'head')).toBe(false)
})

test('a master key of fewer than 32 bytes is refused', () => {
  expect(() => new Vault({ current: randomBytes(31).toString('base64'), old: [] })).toThrow(/32/)
})
