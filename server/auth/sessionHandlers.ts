import { createHmac } from 'node:crypto'
import type { account, SignedIn } from '../../shared/api/account.ts'
import { AppError } from '../../shared/AppError.ts'
import type { Exchange, RouteHandlers } from '../http/RouteHandlers.ts'
import { sealContext } from '../persistence/Vault.ts'
import type { Row } from '../persistence/tables.ts'
import { ACCESS_TOKEN_SECONDS } from './AccessTokens.ts'
import type { AccountParts } from './AccountParts.ts'
import { accountOf } from './accountOf.ts'
import { derivedKey } from './derivedKey.ts'
import { passwordIs } from './passwords.ts'
import { spendTotpStep, totpStep } from './secondFactor.ts'
import { COOKIE_SECONDS, type StaffSession } from './StaffSessions.ts'

type Part = Pick<typeof account, 'session.start' | 'session.refresh' | 'session.end'>

const NOT_RIGHT = 'The e-mail address or the password is not right.'

export function sessionHandlers(parts: AccountParts): RouteHandlers<Part> {
  const { limits, sessions } = parts
  const limitKey = derivedKey(parts.secret, 'sign-in limits')
  return {
    'session.start': async ({ body: { email, password, code } }, _caller, exchange) => {
      const account = createHmac('sha256', limitKey).update(email).digest('base64url')
      // By account and address, so that a stranger who knows an address of mail locks nobody out.
      const limited = `${account} ${exchange.address}`
      await limits.take('signInAddress', exchange.address)
      await limits.take('signInAccount', account)
      await limits.take('signIn', limited)
      const staff = await staffWith(parts, email)
      const isRight = await passwordIs(staff?.password_hash, password)
      if (!staff || !isRight) {
        await noteFailure(parts, staff, 'password')
        throw new AppError('unauthenticated', NOT_RIGHT)
      }
      await limits.giveBack('signInAddress', exchange.address)
      await checkSecondFactor(parts, staff, code)
      const session = await begin(parts, staff)
      await limits.forgive('signIn', limited)
      return signedIn(parts, session, exchange)
    },

    'session.refresh': async (_input, _caller, exchange) => {
      const session = await sessions.rotate(exchange.cookie('refresh'))
      if (session) return signedIn(parts, session, exchange)
      exchange.clearCookie('refresh')
      throw new AppError('unauthenticated', 'You are signed out. Please sign in again.')
    },

    'session.end': async (_input, _caller, exchange) => {
      exchange.clearCookie('refresh')
      await sessions.end(exchange.cookie('refresh'))
    },
  }
}

function staffWith({ db }: AccountParts, email: string): Promise<Row<'staff'> | undefined> {
  return db
    .selectFrom('staff')
    .where((on) => on(on.fn('lower', ['email']), '=', email))
    .where('off_boarded_at', 'is', null)
    .selectAll()
    .executeTakeFirst()
}

/** The account as it was when the password was checked: a reset or off-boarding meanwhile comes first. */
async function begin(
  { db, sessions, audit }: AccountParts,
  staff: Row<'staff'>,
): Promise<StaffSession> {
  return db.transaction().execute(async (tx) => {
    const same = await tx
      .selectFrom('staff')
      .where('id', '=', staff.id)
      .where('password_hash', '=', staff.password_hash)
      .where('off_boarded_at', 'is', null)
      .select('id')
      .forShare()
      .executeTakeFirst()
    if (!same) throw new AppError('unauthenticated', NOT_RIGHT)
    const session = await sessions.start(tx, staff.id)
    await audit.append(tx, {
      centreId: staff.centre_id,
      actor: { kind: 'staff', id: staff.id },
      action: 'session.started',
      target: { kind: 'session', id: session.sessionId },
    })
    return session
  })
}

/** Tries count until one succeeds: asking for the code gives no tries back to who knows the password only. */
async function checkSecondFactor(
  parts: AccountParts,
  staff: Row<'staff'>,
  code: string | undefined,
): Promise<void> {
  if (staff.totp_confirmed_at === null || staff.totp_secret_sealed === null) return
  // Whoever comes this far knows the password: six digits bear few guesses, wherever they come from.
  await parts.limits.take('signIn', staff.id)
  if (code === undefined)
    throw new AppError(
      'second_factor_required',
      'Please enter the six digits that your authenticator app shows.',
    )
  const context = sealContext('staff', 'totp_secret_sealed', staff.id)
  const secret = parts.vault.open(staff.totp_secret_sealed, context)
  const step = totpStep(secret, code, parts.now())
  if (step !== undefined && (await spendTotpStep(parts.db, staff.id, step)))
    return parts.limits.forgive('signIn', staff.id)
  await noteFailure(parts, staff, 'secondFactor')
  throw new AppError(
    'unauthenticated',
    'This code is not right, or was used already. Please wait for the next one.',
  )
}

async function noteFailure(
  { db, audit }: AccountParts,
  staff: Row<'staff'> | undefined,
  why: 'password' | 'secondFactor',
): Promise<void> {
  await audit.append(db, {
    centreId: staff?.centre_id ?? null,
    actor: { kind: 'nobody' },
    action: 'session.failed',
    ...(staff ? { target: { kind: 'staff', id: staff.id } } : {}),
    details: { why },
  })
}

async function signedIn(
  { db, tokens }: AccountParts,
  session: StaffSession,
  exchange: Exchange,
): Promise<SignedIn> {
  exchange.setCookie('refresh', session.cookie, COOKIE_SECONDS)
  return {
    accessToken: tokens.sign(session),
    expiresInSeconds: ACCESS_TOKEN_SECONDS,
    account: await accountOf(db, session.staffId),
  }
}
