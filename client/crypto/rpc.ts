import { AppError, type ErrorCode } from '../../shared/AppError.ts'

/** Functions on the other side of the wall between a page and its worker: each answers later. */
export type Remote<Api> = {
  readonly [K in keyof Api]: Api[K] extends (...input: infer In) => infer Out
    ? (...input: In) => Promise<Awaited<Out>>
    : never
}

/** What both a `Worker` and a worker's global scope can do. */
export interface Wall {
  postMessage(message: unknown, transfer: Transferable[]): void
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void
}

interface Asked {
  readonly ask: number
  readonly name: string
  readonly input: readonly unknown[]
}

type Answered =
  | { readonly answer: number; readonly value: unknown }
  | { readonly answer: number; readonly code: ErrorCode; readonly message: string }

/** Answers calls by their names. Only functions of `api` itself can be called. */
export function serve(wall: Wall, api: object): void {
  const functions = new Map(Object.entries(api))
  wall.addEventListener('message', ({ data }) => {
    if (isAsked(data))
      void answer(functions.get(data.name), data).then((a) => wall.postMessage(a, []))
  })
}

/** The page's end: calls become messages. A worker that has died answers nothing: `broken` rejects all that is open. */
export function remote<Api>(wall: Wall): {
  readonly api: Remote<Api>
  readonly broken: (why: string) => void
} {
  const open = new Map<number, { done: (value: unknown) => void; fail: (error: Error) => void }>()
  let asks = 0
  let dead: string | undefined
  wall.addEventListener('message', ({ data }) => {
    if (!isAnswered(data)) return
    const waiting = open.get(data.answer)
    open.delete(data.answer)
    if ('code' in data) waiting?.fail(new AppError(data.code, data.message))
    else waiting?.done(data.value)
  })
  const call = (name: string, input: readonly unknown[]) =>
    new Promise<unknown>((done, fail) => {
      if (dead !== undefined) return fail(new AppError('unavailable', dead))
      asks += 1
      open.set(asks, { done, fail })
      wall.postMessage({ ask: asks, name, input } satisfies Asked, [])
    })
  return {
    // The proxy gives every name a function; the type says which of them the other side has.
    api: new Proxy(
      {},
      {
        get:
          (_, name) =>
          (...input: unknown[]) =>
            call(String(name), input),
      },
    ) as Remote<Api>,
    broken: (why) => {
      dead = why
      for (const { fail } of open.values()) fail(new AppError('unavailable', why))
      open.clear()
    },
  }
}

async function answer(called: unknown, { ask, input, name }: Asked): Promise<Answered> {
  try {
    if (typeof called !== 'function') throw new AppError('bad_request', `There is no ${name}`)
    return { answer: ask, value: await called(...input) }
  } catch (error) {
    const { code, message } = AppError.from(error)
    return { answer: ask, code, message }
  }
}

function isAsked(data: unknown): data is Asked {
  return typeof data === 'object' && data !== null && 'ask' in data
}

function isAnswered(data: unknown): data is Answered {
  return typeof data === 'object' && data !== null && 'answer' in data
}
