import { expect, test } from 'vitest'
import type { Request } from 'express'
import { requireSameOrigin } from '../../../server/http/requireSameOrigin.ts'

const PRODUCTION = { publicUrl: 'https://consilium.example', production: true }
const WORKSHOP = { publicUrl: 'http://localhost:8443', production: false }

function lets(method: string, headers: Record<string, string>, rule = PRODUCTION): boolean {
  try {
    requireSameOrigin({ method, headers } as unknown as Request, rule)
    return true
  } catch {
    return false
  }
}

test('a change is let through from our own page only', () => {
  expect(lets('POST', { origin: 'https://consilium.example' })).toBe(true)
  for (const origin of [
    'https://evil.example',
    'http://consilium.example',
    'https://consilium.example.evil.example',
    'https://consilium.example:444',
    'null',
    '',
  ])
    expect([origin, lets('POST', { origin })]).toEqual([origin, false])
})

test('a client that says nothing of where it comes from is not believed', () => {
  expect(lets('DELETE', {})).toBe(false)
  expect(lets('DELETE', { 'sec-fetch-site': 'none' })).toBe(false)
  expect(lets('DELETE', { 'sec-fetch-site': 'same-origin' })).toBe(true)
})

test('what the browser says of the site outweighs the origin', () => {
  const origin = 'https://consilium.example'
  expect(lets('PUT', { origin, 'sec-fetch-site': 'same-origin' })).toBe(true)
  expect(lets('PUT', { origin, 'sec-fetch-site': 'same-site' })).toBe(false)
})

test('reading needs no origin', () => {
  expect(lets('GET', {})).toBe(true)
  expect(lets('HEAD', { origin: 'https://evil.example' })).toBe(true)
})

test("a developer's other name for this machine is ours too, in production it is not", () => {
  const headers = { origin: 'http://127.0.0.1:8443', host: '127.0.0.1:8443' }
  expect(lets('POST', headers, WORKSHOP)).toBe(true)
  expect(lets('POST', { ...headers, host: 'localhost:8443' }, WORKSHOP)).toBe(false)
  expect(lets('POST', headers)).toBe(false)
})
