import {
  type ClientConfig,
  type ClientState,
  createApplicationMessage,
  createCommit,
  createGroupInfoWithExternalPubAndRatchetTree,
  createProposal,
  encodeMlsMessage,
  generateKeyPackageWithKey,
  joinGroup,
  joinGroupExternal,
  type KeyPackage,
  type PrivateKeyPackage,
  processPrivateMessage,
  type Proposal,
} from 'ts-mls'
import { decryptSenderData } from 'ts-mls/privateMessage.js'
import { makeCredential } from '../../../../../client/crypto/group/credential.ts'
import { type Ground, groundOf } from '../../../../../client/crypto/group/Ground.ts'
import { pskIndex } from '../../../../../client/crypto/group/invitePsk.ts'
import { decodeMessage } from '../../../../../client/crypto/group/mlsMessage.ts'
import type { Role } from '../../../../../shared/domain/roles.ts'
import { type Attester, type Device, makeDevice, random } from './ward.ts'

type Made = { readonly keyPackage: KeyPackage; readonly secrets: PrivateKeyPackage }

/** A member whose program is not ours: it knows MLS, holds what it was given, and keeps no rule. */
export class Rogue {
  readonly ground: Ground
  readonly #made: Made
  #state: ClientState | undefined

  private constructor(ground: Ground, made: Made) {
    this.ground = ground
    this.#made = made
  }

  static async arrive(
    server: Attester,
    person: { readonly personId: string; readonly role: Role },
    device?: Device,
  ): Promise<Rogue> {
    const ground = await groundOf({
      roomId: server.roomId,
      attestationKey: server.publicKey,
      device: device ?? (await makeDevice()),
      now: Date.now,
      random,
    })
    const attestation = await server.attest(person, ground.keys.publicKey)
    return new Rogue(ground, await packageOf(attestation, ground))
  }

  get keyPackage(): Uint8Array {
    return encodeKeyPackage(this.#made.keyPackage)
  }

  get lax(): ClientConfig {
    const authService = { validateCredential: () => Promise.resolve(true) }
    return { ...this.ground.config, authService }
  }

  get state(): ClientState {
    if (this.#state === undefined) throw new Error('Not in the group')
    return { ...this.#state, clientConfig: this.lax }
  }

  set state(state: ClientState) {
    this.#state = state
  }

  async join(bytes: Uint8Array): Promise<void> {
    const { welcome } = decodeMessage(bytes, 'mls_welcome', bytes.length)
    const { keyPackage, secrets } = this.#made
    const { suite } = this.ground
    const none = pskIndex(new Map())
    this.#state = await joinGroup(
      ...([welcome, keyPackage, secrets, none, suite, undefined, undefined, this.lax] as const),
    )
  }

  async follow(bytes: Uint8Array): Promise<void> {
    const { privateMessage } = decodeMessage(bytes, 'mls_private_message', bytes.length)
    const { suite } = this.ground
    const none = pskIndex(new Map())
    const accept = () => 'accept' as const
    const done = await processPrivateMessage(this.state, privateMessage, none, suite, accept)
    this.#state = done.newState
  }

  /** The number of the key that a message of this epoch was encrypted with, of those that its sender has. */
  async generationOf(bytes: Uint8Array): Promise<number | undefined> {
    const { privateMessage } = decodeMessage(bytes, 'mls_private_message', bytes.length)
    const { senderDataSecret } = this.state.keySchedule
    const data = await decryptSenderData(privateMessage, senderDataSecret, this.ground.suite)
    return data?.generation
  }

  /** A commit of whatever it likes, under whatever state it likes. */
  async commit(
    extraProposals: Proposal[],
    more: { readonly wireAsPublicMessage?: boolean; readonly psks?: Map<string, Uint8Array> } = {},
    state: ClientState = this.state,
  ) {
    const { psks = new Map(), ...options } = more
    const context = { state, cipherSuite: this.ground.suite, pskIndex: pskIndex(psks) }
    const made = await createCommit(context, {
      extraProposals,
      ratchetTreeExtension: true,
      ...options,
    })
    const welcome =
      made.welcome &&
      encodeMlsMessage({ version: 'mls10', wireformat: 'mls_welcome', welcome: made.welcome })
    return { commit: encodeMlsMessage(made.commit), welcome, newState: made.newState }
  }

  async propose(proposal: Proposal, inPublic: boolean): Promise<Uint8Array> {
    const { message } = await createProposal(this.state, inPublic, proposal, this.ground.suite)
    return encodeMlsMessage(message)
  }

  async say(bytes: Uint8Array): Promise<Uint8Array> {
    const said = await createApplicationMessage(this.state, bytes, this.ground.suite)
    this.#state = said.newState
    const { privateMessage } = said
    return encodeMlsMessage({ version: 'mls10', wireformat: 'mls_private_message', privateMessage })
  }

  /** What a server that is given the group's public state would do: come in by itself. */
  async letServerIn(ghost: Rogue): Promise<Uint8Array> {
    const { suite } = this.ground
    const info = await createGroupInfoWithExternalPubAndRatchetTree(this.state, [], suite)
    const { keyPackage, secrets } = ghost.#made
    const { publicMessage } = await joinGroupExternal(
      ...([info, keyPackage, secrets, false, suite, undefined, this.lax] as const),
    )
    return encodeMlsMessage({ version: 'mls10', wireformat: 'mls_public_message', publicMessage })
  }
}

export function encodeKeyPackage(keyPackage: KeyPackage): Uint8Array {
  return encodeMlsMessage({ version: 'mls10', wireformat: 'mls_key_package', keyPackage })
}

/** A key package with any attestation, and any lie about the rest. */
export async function packageOf(
  attestation: string,
  ground: Ground,
  lie: {
    readonly lifetimeSeconds?: number
    readonly extensions?: { extensionType: number; extensionData: Uint8Array }[]
  } = {},
): Promise<Made> {
  const { keys, door, device, suite } = ground
  const credential = await makeCredential(attestation, keys.publicKey, door.roomId, device)
  const seconds = Math.floor(Date.now() / 1000)
  const { lifetimeSeconds = 900, extensions = [] } = lie
  const made = await generateKeyPackageWithKey(
    credential,
    {
      versions: ['mls10'],
      ciphersuites: [suite.name],
      extensions: extensions.map(({ extensionType }) => extensionType),
      proposals: [],
      credentials: ['basic'],
    },
    { notBefore: BigInt(seconds - 60), notAfter: BigInt(seconds + lifetimeSeconds) },
    extensions,
    keys,
    suite,
  )
  return { keyPackage: made.publicPackage, secrets: made.privatePackage }
}
