import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../../../../..')

/** What of the library lets anybody in, or makes a way in that our callback never sees. */
const FORBIDDEN =
  /\b(?:acceptAll|default(?:AuthenticationService|ClientConfig|KeyPackageEqualityConfig|LifetimeConfig|KeyRetentionConfig|PaddingConfig|Capabilities|Lifetime)|joinGroupExternal|createGroupInfoWithExternalPub\w*|proposeExternal|proposeAddExternal|processMessage|processPublicMessage|reinit\w*|branchGroup|joinGroupFrom\w+|nobleCryptoProvider)\b/

/** Calls that fall back to those defaults when the last argument is left out, and how many they take. */
const NEEDS_CONFIG = [
  ['createGroup', 6],
  ['joinGroup', 8],
  ['processPrivateMessage', 5],
] as const

const sources = ['client', 'shared'].flatMap((top) =>
  readdirSync(path.join(ROOT, top), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({
      file: path.posix.join(top, name),
      text: readFileSync(path.join(ROOT, top, name), 'utf8'),
    })),
)

/** The arguments of the first call of `name` in a source, counted at the top level. */
function argumentsOf(text: string, name: string): number | undefined {
  const start = new RegExp(`\\b${name}\\(`).exec(text)
  if (!start) return undefined
  let depth = 0
  let commas = 0
  let last = ''
  for (const sign of text.slice(start.index + name.length)) {
    if ('([{'.includes(sign)) depth += 1
    if (')]}'.includes(sign)) depth -= 1
    if (depth === 0) break
    if (sign === ',' && depth === 1) commas += 1
    if (sign.trim() !== '') last = sign
  }
  return last === ',' ? commas : commas + 1
}

test('the tests of this file saw the client, the protocol and the group', () => {
  expect(sources.length).toBeGreaterThan(100)
  expect(sources.map(({ file }) => file)).toContain('client/crypto/group/RoomGroup.ts')
  expect(sources.some(({ file }) => file.startsWith('shared/'))).toBe(true)
  expect(FORBIDDEN.test('import { acceptAll } from "ts-mls"')).toBe(true)
  expect(argumentsOf('x(joinGroup(a, [b, c],\n d,\n))', 'joinGroup')).toBe(3)
})

test('nothing of the library that lets anybody in is used', () => {
  const users = sources.filter(({ text }) => FORBIDDEN.test(text))
  expect(users.map(({ file, text }) => `${file}: ${FORBIDDEN.exec(text)?.[0]}`)).toEqual([])
})

test('the library is used in one folder, and told our rules wherever it has rules of its own', () => {
  const users = sources.filter(({ text }) => /from 'ts-mls/.test(text)).map(({ file }) => file)
  expect(users.length).toBeGreaterThan(5)
  expect(users.filter((file) => !file.startsWith('client/crypto/group/'))).toEqual([])
  const calls = sources.flatMap(({ file, text }) =>
    NEEDS_CONFIG.map(([name, count]) => ({ file, name, count, given: argumentsOf(text, name) })),
  )
  const made = calls.filter(({ given }) => given !== undefined)
  expect(new Set(made.map(({ name }) => name)).size).toBe(NEEDS_CONFIG.length)
  expect(made.filter(({ count, given }) => given !== count)).toEqual([])
})

/** What was looked at and tested: another build under the same version is another library. */
const PINNED = {
  'ts-mls': [
    '1.6.4',
    'sha512-BFb9qJ3V1+HIuifC+MtnlROEj3oc6NEzA7Ig1/LAmANDRhNay7UCnwkzijzHH9cav5wf1BoJw8KQ2mXiEhPy1Q==',
  ],
  '@hpke/core': [
    '1.9.0',
    'sha512-pFxWl1nNJeQCSUFs7+GAblHvXBCjn9EPN65vdKlYQil2aURaRxfGMO6vBKGqm1YHTKwiAxJQNEI70PbSowMP9Q==',
  ],
  '@hpke/common': [
    '1.10.1',
    'sha512-moJwhmtLtuxiUzzNp1jpfBfx8yefKoO9D/RCR9dmwrnc7qjJqId1rEtQz+lSlU5cabX8daToMSx/7HayXOiaFw==',
  ],
  '@noble/hashes': [
    '2.4.0',
    'sha512-X5XaVWZIBCT7HHZGm5I7ZQXDwLG+bGXuSrMQAW+7Zvl87h1kmc1ZB1VSRJcpUfoUrGQp4Fkoxm5kZ+Ms+aW+eA==',
  ],
  jose: [
    '6.2.17',
    'sha512-wOuK9V1yujQFH5S0ZWmLcDZN7+IKh9bUCC2ZPCf2HDlol3WWHy+PPyNjEI75FXRLMp3vDKQcupP59xhVU95hcg==',
  ],
} as const

test('the libraries that hold keys are exactly the ones that were tested', () => {
  const lock: unknown = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'))
  expect(lock).toMatchObject({
    packages: Object.fromEntries(
      Object.entries(PINNED).map(([name, [version, integrity]]) => [
        `node_modules/${name}`,
        { version, integrity },
      ]),
    ),
  })
  // No second copy of any of them deeper down.
  const copies = JSON.stringify(lock).match(
    /"[^"]*node_modules\/(?:ts-mls|@hpke\/core|@hpke\/common|@noble\/hashes|jose)":\{/g,
  )
  expect(copies).toHaveLength(Object.keys(PINNED).length)
})
