import { z } from 'zod'
import { STAFF_ROLES } from '../domain/roles.ts'
import { route } from './contract.ts'
import {
  Email,
  Id,
  NewPassword,
  NoBody,
  NoParams,
  Nothing,
  PersonName,
  Token,
  TotpCode,
} from './fields.ts'

export const Account = z.object({
  staffId: Id,
  centreId: Id,
  centreName: z.string(),
  timeZone: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(z.enum(STAFF_ROLES)),
  secondFactor: z.boolean(),
  /** The centre requires a second factor and this account has none yet: nothing else works until it has. */
  mustAddSecondFactor: z.boolean(),
})
export type Account = z.infer<typeof Account>

const SignedIn = z.object({
  accessToken: z.string(),
  expiresInSeconds: z.number(),
  account: Account,
})
export type SignedIn = z.infer<typeof SignedIn>

/** Signing in and out, and what a person does with their own account. */
export const account = {
  'session.start': route({
    method: 'post',
    path: '/session',
    needs: 'anyone',
    summary:
      'Sign in. Answers `second_factor_required` when the account has one and no code was sent.',
    params: NoParams,
    body: z.strictObject({
      email: Email,
      password: z.string().min(1).max(128),
      code: TotpCode.optional(),
    }),
    output: SignedIn,
  }),
  'session.refresh': route({
    method: 'post',
    path: '/session/refresh',
    needs: 'anyone',
    summary: 'Exchange the refresh cookie for a new one and an access token.',
    params: NoParams,
    body: NoBody,
    output: SignedIn,
  }),
  'session.end': route({
    method: 'delete',
    path: '/session',
    needs: 'anyone',
    summary: 'Sign out: the refresh cookie and its whole family end.',
    params: NoParams,
    body: NoBody,
    output: Nothing,
  }),
  'account.read': route({
    method: 'get',
    path: '/account',
    needs: 'account',
    summary: 'Who is signed in.',
    params: NoParams,
    body: NoBody,
    output: Account,
  }),
  'account.setPassword': route({
    method: 'put',
    path: '/account/password',
    needs: 'account',
    summary: 'Change the password. Every other session of this account ends.',
    params: NoParams,
    body: z.strictObject({ current: z.string().max(128), next: NewPassword }),
    output: Nothing,
  }),
  'account.offerSecondFactor': route({
    method: 'post',
    path: '/account/second-factor',
    needs: 'account',
    summary: 'A new TOTP secret (RFC 6238), not in force until it is confirmed.',
    params: NoParams,
    body: NoBody,
    output: z.object({ secret: z.string(), uri: z.string() }),
  }),
  'account.confirmSecondFactor': route({
    method: 'put',
    path: '/account/second-factor',
    needs: 'account',
    summary: 'Put the offered TOTP secret in force with a code made from it.',
    params: NoParams,
    body: z.strictObject({ code: TotpCode }),
    output: Nothing,
  }),
  'enrolment.read': route({
    method: 'post',
    path: '/enrolment/look',
    needs: 'anyone',
    summary: 'What an invitation or reset link is for. Consumes nothing.',
    params: NoParams,
    body: z.strictObject({ token: Token }),
    output: z.object({ name: z.string(), email: z.string(), centreName: z.string() }),
  }),
  'enrolment.accept': route({
    method: 'post',
    path: '/enrolment',
    needs: 'anyone',
    summary: 'Set a password with an invitation or reset link, which is then used up.',
    params: NoParams,
    body: z.strictObject({ token: Token, name: PersonName, password: NewPassword }),
    output: Nothing,
  }),
}
