import { randomInt } from 'node:crypto'
import { hashToken, newToken } from '../opaqueToken.ts'
import type { Row } from '../persistence/tables.ts'
import { type PatientKey, sealContext } from '../persistence/Vault.ts'

const CODES = 1_000_000

type SecretColumns = Pick<Row<'invites'>, 'token_hash' | 'token_sealed' | 'code_sealed'>

/** What opens an invite, in clear: shown to those who may host, and typed by the guest. */
export interface InviteSecrets {
  readonly token: string
  readonly code: string
}

/** A new token and a six-digit code: the hash finds the invite, the sealed ones let a host show them again. */
export function freshSecrets(
  key: PatientKey,
  inviteId: string,
): { [K in keyof SecretColumns]: Buffer } {
  const token = newToken()
  const code = String(randomInt(CODES)).padStart(6, '0')
  return {
    token_hash: hashToken(token),
    token_sealed: key.seal(token, sealContext('invites', 'token_sealed', inviteId)),
    code_sealed: key.seal(code, sealContext('invites', 'code_sealed', inviteId)),
  }
}

/** Null where the patient was erased. */
export function openSecrets(
  key: PatientKey,
  invite: SecretColumns & { readonly id: string },
): InviteSecrets | null {
  if (!invite.token_sealed || !invite.code_sealed) return null
  return {
    token: key.open(invite.token_sealed, sealContext('invites', 'token_sealed', invite.id)),
    code: key.open(invite.code_sealed, sealContext('invites', 'code_sealed', invite.id)),
  }
}
