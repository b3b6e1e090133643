import { expect, test } from 'vitest'
import { routes } from '../../../../client/api/routes.ts'
import { urlOf } from '../../../../client/api/urlOf.ts'
import { api } from '../../../../shared/api/api.ts'

test('the browser knows the method and the path of every route, as the contract has them', () => {
  const contract = Object.fromEntries(
    Object.entries(api).map(([name, { method, path }]) => [name, { method, path }]),
  )
  expect(Object.keys(contract).length).toBeGreaterThan(20)
  expect(routes).toEqual(contract)
})

test('parameters fill the path, and those of a GET that are left become the query', () => {
  expect(urlOf(routes['consults.read'], { consultId: 'a/b' })).toBe('/api/v1/consults/a%2Fb')
  expect(urlOf(routes['consults.list'], { day: '2026-11-22', timeZone: 'Europe/Berlin' })).toBe(
    '/api/v1/consults?day=2026-11-22&timeZone=Europe%2FBerlin',
  )
  expect(urlOf(routes['session.start'], {})).toBe('/api/v1/session')
})
