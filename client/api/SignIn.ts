import type { Account, SignedIn } from '../../shared/api/account.ts'
import { AppError } from '../../shared/AppError.ts'
import { send, type Call, type BodyOf } from './send.ts'

/** Who uses this tab: not known until the cookie was asked, then nobody or a member of staff. */
export type Person =
  | { readonly state: 'unknown' }
  | { readonly state: 'out'; readonly why?: 'ended' }
  | { readonly state: 'in'; readonly account: Account }

interface Access {
  readonly token: string
  readonly freshUntil: number
}

/** What the browser lends: handed over so that a test can lend something else. */
export interface Browser {
  readonly fetch: typeof globalThis.fetch
  readonly now: () => number
  /** One at a time in all tabs: two would spend the same refresh token, which looks like a theft. */
  readonly alone: <T>(task: () => Promise<T>) => Promise<T>
}

/** Refreshed this long before its end, so that no call starts with a token that ends on the way. */
const MARGIN_MS = 30_000

/**
 * A staff member's sign-in in this tab. The access token lives here and nowhere else; the refresh cookie, which no script
 * can read, brings the next one.
 */
export class SignIn {
  readonly #browser: Browser
  readonly #watchers = new Set<() => void>()
  #person: Person = { state: 'unknown' }
  #access: Access | undefined
  #refreshing: Promise<Access> | undefined

  constructor(browser: Browser) {
    this.#browser = browser
  }

  readonly person = (): Person => this.#person

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** A call as the signed-in person; a token that has ended is renewed without anybody noticing. */
  readonly call: Call = async (name, ...input) => {
    const { fetch } = this.#browser
    const access = await this.#fresh()
    try {
      return await send(fetch, access.token, name, input)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'unauthenticated') throw error
      if (this.#access === access) this.#access = undefined
      return send(fetch, (await this.#fresh()).token, name, input)
    }
  }

  /** Asks the cookie who this is. A failure of the line is not a signing out, and rejects. */
  readonly resume = async (): Promise<void> => {
    await this.#fresh().catch((error: unknown) => {
      if (this.#person.state !== 'out') throw error
    })
  }

  readonly start = async (body: BodyOf<'session.start'>): Promise<void> => {
    this.#take(await send(this.#browser.fetch, undefined, 'session.start', [{}, body]))
  }

  readonly end = async (): Promise<void> => {
    await this.#browser.alone(() => send(this.#browser.fetch, undefined, 'session.end', []))
    this.#leave({ state: 'out' })
  }

  /** After the account itself was changed: name, roles or second factor. */
  readonly readAgain = async (): Promise<void> => {
    this.#become({ state: 'in', account: await this.call('account.read') })
  }

  /** Another tab signed out. */
  readonly forget = (): void => {
    if (this.#person.state === 'in') this.#leave({ state: 'out' })
  }

  async #fresh(): Promise<Access> {
    if (this.#access && this.#browser.now() < this.#access.freshUntil) return this.#access
    if (this.#person.state === 'out') throw new AppError('unauthenticated', 'Please sign in.')
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined
    })
    return this.#refreshing
  }

  async #refresh(): Promise<Access> {
    try {
      return await this.#browser.alone(async () =>
        this.#take(await send(this.#browser.fetch, undefined, 'session.refresh', [])),
      )
    } catch (error) {
      if (error instanceof AppError && error.code === 'unauthenticated') {
        this.#leave(this.#person.state === 'in' ? { state: 'out', why: 'ended' } : { state: 'out' })
      }
      throw error
    }
  }

  #take({ accessToken, expiresInSeconds, account }: SignedIn): Access {
    const freshUntil = this.#browser.now() + expiresInSeconds * 1000 - MARGIN_MS
    this.#access = { token: accessToken, freshUntil }
    this.#become({ state: 'in', account })
    return this.#access
  }

  #leave(person: Person): void {
    this.#access = undefined
    this.#become(person)
  }

  #become(person: Person): void {
    this.#person = person
    for (const watcher of this.#watchers) watcher()
  }
}
