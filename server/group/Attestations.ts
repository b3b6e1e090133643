import { createHash, createPublicKey, randomUUID, type KeyObject } from 'node:crypto'
import jwt from 'jsonwebtoken'
import type { Kysely } from 'kysely'
import { AttestationKey } from '../../shared/api/consults.ts'
import { can } from '../../shared/domain/roles.ts'
import type { Tables } from '../persistence/tables.ts'
import type { Vault } from '../persistence/Vault.ts'
import type { Pass } from '../signalling/Session.ts'
import { attestationKey } from './attestationKey.ts'

const ATTESTATION_SECONDS = 600
const ISSUER = 'consilium'
const TYPE = 'consilium-leaf+jwt'

/** Says, signed, who holds a leaf key in a room, so that members need not believe a bare name. Browsers verify it. */
export class Attestations {
  readonly #key: KeyObject
  readonly #now: () => Date

  private constructor(key: KeyObject, now: () => Date) {
    this.#key = key
    this.#now = now
  }

  static async open(of: {
    readonly db: Kysely<Tables>
    readonly vault: Vault
    readonly now: () => Date
  }): Promise<Attestations> {
    return new Attestations(await attestationKey(of.db, of.vault, of.now), of.now)
  }

  /** What verifies them, without the private part. */
  get publicKey(): AttestationKey {
    return AttestationKey.parse(createPublicKey(this.#key).export({ format: 'jwk' }))
  }

  /** The role is what the person is once let in. */
  sign(of: { readonly pass: Pass; readonly name: string; readonly leafKey: string }): string {
    const { personId, kind, role, roomId } = of.pass
    const claims = {
      ...{ kind, name: of.name, role, mayHost: can(role, 'takeHost') },
      cnf: { jkt: thumbprint(of.leafKey) },
      iat: Math.floor(this.#now().getTime() / 1000),
    }
    return jwt.sign(claims, this.#key, {
      algorithm: 'ES256',
      header: { alg: 'ES256', typ: TYPE },
      issuer: ISSUER,
      audience: roomId,
      subject: personId,
      jwtid: randomUUID(),
      expiresIn: ATTESTATION_SECONDS,
    })
  }
}

/** Of an Ed25519 key, base64url: RFC 7638 section 3 over the members that RFC 8037 section 2 requires. */
function thumbprint(leafKey: string): string {
  const jwk = JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x: leafKey })
  return createHash('sha256').update(jwk).digest('base64url')
}
