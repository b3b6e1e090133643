import { calculateJwkThumbprint, type JWTPayload, jwtVerify } from 'jose'
import { can, type Role, ROLES } from '../../../shared/domain/roles.ts'
import { toBase64Url } from '../bytes.ts'

/** What a leaf must fit to be of this room. */
export type RoomDoor = { readonly roomId: string; readonly attestationKey: CryptoKey }

/** What the server says of the person who holds a leaf. It could lie: see docs/security.md on what then tells. */
export type Attested = {
  readonly personId: string
  readonly name: string
  readonly role: Role
  readonly kind: 'staff' | 'guest'
  readonly mayHost: boolean
  /** Milliseconds since 1970. Counts when a leaf is added, not for leaves in the tree. */
  readonly expires: number
}

const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= most

/** Roles that somebody who is let in may have. */
const isRole = (value: unknown): value is Role =>
  value !== 'waiting' && ROLES.some((role) => role === value)

function attestedBy(claims: JWTPayload): Attested | undefined {
  const { sub, aud, exp, name, role, kind, mayHost } = claims
  if (!isText(sub, 64) || !isText(name, 100) || !isRole(role)) return undefined
  if (typeof aud !== 'string' || typeof exp !== 'number') return undefined
  if (kind !== 'staff' && kind !== 'guest') return undefined
  // A guest can never be made a host, whatever is signed.
  if (mayHost !== can(role, 'takeHost') || (mayHost && kind === 'guest')) return undefined
  return { personId: sub, name, role, kind, mayHost, expires: exp * 1000 }
}

/** Reads an attestation (JWT, ES256) for this room and this leaf key; throws when anything in it does not hold. */
export async function readAttestation(
  jwt: string,
  leafKey: Uint8Array,
  door: RoomDoor,
): Promise<Attested> {
  const { payload } = await jwtVerify(jwt, door.attestationKey, {
    algorithms: ['ES256'],
    typ: 'consilium-leaf+jwt',
    issuer: 'consilium',
    audience: door.roomId,
    requiredClaims: ['sub', 'iat', 'exp', 'jti', 'cnf'],
    // Whoever adds a leaf looks at `expires`; one that is in the tree stays.
    currentDate: new Date(0),
  })
  const thumbprint = await calculateJwkThumbprint({
    kty: 'OKP',
    crv: 'Ed25519',
    x: toBase64Url(leafKey),
  })
  const cnf: unknown = payload['cnf']
  const bound = typeof cnf === 'object' && cnf !== null && 'jkt' in cnf && cnf.jkt === thumbprint
  const attested = attestedBy(payload)
  if (!bound || attested === undefined) throw new Error('The attestation is not for this leaf')
  return attested
}
