import jwt from 'jsonwebtoken'
import { z } from 'zod'
import { Id } from '../../shared/protocol/fields.ts'

export const ACCESS_TOKEN_SECONDS = 300
const ISSUER = 'consilium'
const AUDIENCE = 'consilium-api'
/** RFC 9068: no other token of ours passes for one of these. */
const TYPE = 'at+jwt'
const MAX_LENGTH = 1024

const Claims = z.object({ sub: Id, sid: Id })

export interface AccessClaims {
  readonly staffId: string
  readonly sessionId: string
}

/** Signed access tokens, five minutes long. They say who and which sign-in; what is allowed is asked of the record. */
export class AccessTokens {
  readonly #secret: string
  readonly #now: () => Date

  constructor(secret: string, now: () => Date) {
    this.#secret = secret
    this.#now = now
  }

  sign({ staffId, sessionId }: AccessClaims): string {
    return jwt.sign({ sid: sessionId, iat: this.#seconds() }, this.#secret, {
      algorithm: 'HS256',
      header: { alg: 'HS256', typ: TYPE },
      issuer: ISSUER,
      audience: AUDIENCE,
      subject: staffId,
      expiresIn: ACCESS_TOKEN_SECONDS,
    })
  }

  /** Undefined for anything but a token of ours that is in force. */
  verify(token: string): AccessClaims | undefined {
    if (token.length > MAX_LENGTH) return undefined
    try {
      const { header, payload } = jwt.verify(token, this.#secret, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: AUDIENCE,
        clockTimestamp: this.#seconds(),
        maxAge: ACCESS_TOKEN_SECONDS,
        complete: true,
      })
      const claims = Claims.safeParse(payload)
      if (header.typ !== TYPE || !claims.success) return undefined
      return { staffId: claims.data.sub, sessionId: claims.data.sid }
    } catch {
      return undefined
    }
  }

  #seconds(): number {
    return Math.floor(this.#now().getTime() / 1000)
  }
}
