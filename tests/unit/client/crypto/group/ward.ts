import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { vi } from 'vitest'
import { toBase64Url } from '../../../../../client/crypto/bytes.ts'
import { RoomGroup } from '../../../../../client/crypto/group/RoomGroup.ts'
import { can, type Role } from '../../../../../shared/domain/roles.ts'

// Each takes a tenth of a second, and many seconds where browsers are tested at the same time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

export const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

export type Device = Awaited<ReturnType<typeof makeDevice>>

export async function makeDevice() {
  const { publicKey, privateKey } = await crypto.subtle.generateKey('Ed25519', false, ['sign'])
  return {
    publicKey: new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)),
    sign: async (bytes: Uint8Array<ArrayBuffer>) =>
      new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, bytes)),
  }
}

/** An invite's secret, as clinician and guest each hold it. */
export function makeInviteKey(): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', random(32), 'HKDF', false, ['deriveBits'])
}

type Person = { readonly personId: string; readonly role: Role; readonly device: Device }
type Extra = {
  readonly inviteKey?: CryptoKey
  readonly now?: () => number
  readonly roomId?: string
}

/** A server's part: it attests who somebody is. */
export class Attester {
  readonly roomId: string
  readonly publicKey: JsonWebKey
  readonly #privateKey: CryptoKey

  private constructor(roomId: string, publicKey: JsonWebKey, privateKey: CryptoKey) {
    this.roomId = roomId
    this.publicKey = publicKey
    this.#privateKey = privateKey
  }

  static async create(roomId: string = crypto.randomUUID()): Promise<Attester> {
    const { publicKey, privateKey } = await generateKeyPair('ES256')
    const { kty, crv, x, y } = await exportJWK(publicKey)
    return new Attester(roomId, { kty, crv, x, y } as JsonWebKey, privateKey)
  }

  /** What the server would sign; `lie` is what an evil one puts in its place. */
  async attest(
    { personId, role }: { readonly personId: string; readonly role: Role },
    leafKey: Uint8Array,
    lie: Record<string, unknown> = {},
    typ = 'consilium-leaf+jwt',
  ): Promise<string> {
    const x = toBase64Url(leafKey)
    const jkt = await calculateJwkThumbprint({ kty: 'OKP', crv: 'Ed25519', x })
    const mayHost = can(role, 'takeHost')
    const guest = ['patient', 'relative', 'interpreter', 'expert'].includes(role)
    const iat = Math.floor(Date.now() / 1000)
    return new SignJWT({
      iss: 'consilium',
      aud: this.roomId,
      sub: personId,
      kind: guest ? 'guest' : 'staff',
      name: `The name of ${personId}`,
      role,
      mayHost,
      cnf: { jkt },
      jti: crypto.randomUUID(),
      iat,
      exp: iat + 600,
      ...lie,
    })
      .setProtectedHeader({ alg: 'ES256', typ })
      .sign(this.#privateKey)
  }

  /** A device at the door of the room, with nothing offered yet. */
  prepare(device: Device, { roomId = this.roomId, ...extra }: Extra = {}): Promise<RoomGroup> {
    const parts = { roomId, attestationKey: this.publicKey, device, now: Date.now, random }
    return RoomGroup.prepare({ ...parts, ...extra })
  }

  /** A device with a key package that anybody could add. */
  async arrive(person: Omit<Person, 'device'> & { readonly device?: Device }, extra: Extra = {}) {
    const device = person.device ?? (await makeDevice())
    const group = await this.prepare(device, extra)
    const keyPackage = await group.offer(await this.attest(person, group.leafKey))
    return { ...person, device, group, keyPackage }
  }

  /** A group with one host in it. */
  async found(personId = 'host') {
    const host = await this.arrive({ personId, role: 'host' })
    const groupId = random(16)
    await host.group.found(groupId)
    return { ...host, groupId }
  }
}

/** Lets people in by one commit, which everybody inside hears. */
export async function letIn(
  host: RoomGroup,
  inside: readonly RoomGroup[],
  people: readonly { readonly group: RoomGroup; readonly keyPackage: Uint8Array }[],
): Promise<void> {
  const { commit, welcome } = await host.add(people.map(({ keyPackage }) => ({ keyPackage })))
  await host.settle(true)
  for (const group of inside) await group.receive(commit)
  if (welcome === undefined) throw new Error('Nobody is welcomed')
  for (const { group } of people) await group.join(welcome, host.groupId)
}
