import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import {
  type ClientConfig,
  type ClientState,
  decodeMlsMessage,
  joinGroup,
  makePskIndex,
  type MLSMessage,
  processPrivateMessage,
  processPublicMessage,
} from 'ts-mls'
import { decodeRatchetTree } from 'ts-mls/ratchetTree.js'
import { expect, test } from 'vitest'
import { strictConfig } from '../../../client/crypto/group/strictConfig.ts'
import { loadSuite } from '../../../client/crypto/group/suite.ts'

interface Epoch {
  readonly proposals: readonly string[]
  readonly commit: string
  readonly epoch_authenticator: string
}

/** The fields of mlswg's `passive-client-*.json`; all bytes are hex. */
interface Vector {
  readonly cipher_suite: number
  readonly external_psks: readonly { readonly psk_id: string; readonly psk: string }[]
  readonly key_package: string
  readonly signature_priv: string
  readonly encryption_priv: string
  readonly init_priv: string
  readonly welcome: string
  readonly ratchet_tree: string | null
  readonly initial_epoch_authenticator: string
  readonly epochs: readonly Epoch[]
}

const folder = process.env['CONSILIUM_VECTORS']
const told = folder === undefined ? ' (CONSILIUM_VECTORS is not set: not tried)' : ''
/** RFC 9420 section 17.1: the only suite that the product offers. */
const OUR_SUITE = 1

const suite = await loadSuite((length) => crypto.getRandomValues(new Uint8Array(length)))
const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))

/** Our rules but for who people are: the vectors' are nobody of ours. */
async function vectorConfig(): Promise<ClientConfig> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const { publicKey } = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  return {
    ...strictConfig({ roomId: '', attestationKey: publicKey }),
    authService: { validateCredential: () => Promise.resolve(true) },
  }
}

function messageOf(text: string): MLSMessage {
  const decoded = decodeMlsMessage(hex(text), 0)?.[0]
  if (decoded === undefined) throw new Error('The vector does not decode')
  return decoded
}

type Psks = Record<string, Uint8Array>

async function followed(text: string, state: ClientState, external: Psks): Promise<ClientState> {
  const message = messageOf(text)
  const psks = makePskIndex(state, external)
  const accept = () => 'accept' as const
  if (message.wireformat === 'mls_public_message') {
    return (await processPublicMessage(state, message.publicMessage, psks, suite, accept)).newState
  }
  if (message.wireformat !== 'mls_private_message') throw new Error('Not a handshake')
  return (await processPrivateMessage(state, message.privateMessage, psks, suite, accept)).newState
}

async function joined(vector: Vector, external: Psks, config: ClientConfig): Promise<ClientState> {
  const welcome = messageOf(vector.welcome)
  const own = messageOf(vector.key_package)
  if (welcome.wireformat !== 'mls_welcome' || own.wireformat !== 'mls_key_package') {
    throw new Error('Not a welcome with its key package')
  }
  const psks = makePskIndex(undefined, external)
  const secrets = {
    initPrivateKey: hex(vector.init_priv),
    hpkePrivateKey: hex(vector.encryption_priv),
    signaturePrivateKey: hex(vector.signature_priv),
  }
  const tree =
    vector.ratchet_tree === null ? undefined : decodeRatchetTree(hex(vector.ratchet_tree), 0)?.[0]
  return joinGroup(
    ...([welcome.welcome, own.keyPackage, secrets, psks, suite, tree, undefined, config] as const),
  )
}

async function expectVector(vector: Vector): Promise<void> {
  const base64 = (text: string) => Buffer.from(text, 'hex').toString('base64')
  const external = Object.fromEntries(
    vector.external_psks.map(({ psk_id, psk }) => [base64(psk_id), hex(psk)]),
  )
  const authenticator = ({ keySchedule }: ClientState) =>
    Buffer.from(keySchedule.epochAuthenticator).toString('hex')
  const state = await joined(vector, external, await vectorConfig())
  expect(authenticator(state)).toBe(vector.initial_epoch_authenticator)
  let last = state
  for (const { proposals, commit, epoch_authenticator } of vector.epochs) {
    for (const message of [...proposals, commit]) {
      last = await followed(message, last, external)
    }
    expect(authenticator(last)).toBe(epoch_authenticator)
  }
}

for (const [name, count] of [
  ['welcome', 8],
  ['handling-commit', 13],
] as const) {
  test.skipIf(folder === undefined)(
    `the MLS that ships follows RFC 9420's passive client, ${name}${told}`,
    async () => {
      const file = path.join(folder ?? '', `rfc9420-passive-client-${name}.json`)
      expect(existsSync(file)).toBe(true)
      const vectors = JSON.parse(readFileSync(file, 'utf8')) as readonly Vector[]
      const ours = vectors.filter(({ cipher_suite }) => cipher_suite === OUR_SUITE)
      expect(ours).toHaveLength(count)
      for (const vector of ours) await expectVector(vector)
    },
  )
}
