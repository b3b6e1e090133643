import { expect, test } from 'vitest'
import { CODE_TRIES, inviteState } from '../../../shared/domain/invite.ts'

const at = (time: string): Date => new Date(`2026-11-22T${time}Z`)
const invite = {
  wrongTries: 0,
  opensAt: at('13:00:00'),
  closesAt: at('18:30:00'),
  revokedAt: null,
  consultState: 'planned',
} as const

test('an invite is early, then open, then over', () => {
  expect(inviteState(invite, at('12:59:59'))).toBe('early')
  expect(inviteState(invite, at('13:00:00'))).toBe('open')
  expect(inviteState(invite, at('18:29:59'))).toBe('open')
  expect(inviteState(invite, at('18:30:00'))).toBe('over')
})

test('an invite ends with its consult', () => {
  expect(inviteState({ ...invite, consultState: 'ended' }, at('14:00:00'))).toBe('over')
  expect(inviteState({ ...invite, consultState: 'cancelled' }, at('14:00:00'))).toBe('over')
  expect(inviteState({ ...invite, consultState: 'live' }, at('14:00:00'))).toBe('open')
})

test('the fifth wrong code locks it, not the fourth', () => {
  expect(inviteState({ ...invite, wrongTries: CODE_TRIES - 1 }, at('14:00:00'))).toBe('open')
  expect(inviteState({ ...invite, wrongTries: CODE_TRIES }, at('14:00:00'))).toBe('locked')
})

test('revoked is revoked, whatever else is true of it', () => {
  const revoked = { ...invite, wrongTries: 9, revokedAt: at('12:00:00') }
  expect(inviteState(revoked, at('11:00:00'))).toBe('revoked')
  expect(inviteState(revoked, at('23:00:00'))).toBe('revoked')
})
