/** A value that can be watched. Fits React's useSyncExternalStore without knowing React. */
export class Store<T> {
  #value: T
  readonly #watchers = new Set<() => void>()

  constructor(value: T) {
    this.#value = value
  }

  readonly get = (): T => this.#value

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return
    this.#value = value
    for (const watcher of [...this.#watchers]) watcher()
  }
}

/** A value made from another, changing with it. */
export function derive<A, B>(from: Store<A>, make: (value: A) => B): Store<B> {
  const made = new Store(make(from.get()))
  from.watch(() => made.set(make(from.get())))
  return made
}

/** A value made from several others, changing with each. */
export function combine<A extends readonly unknown[], B>(
  from: { readonly [K in keyof A]: Store<A[K]> },
  make: (...values: A) => B,
): Store<B> {
  // The mapped type says it, and `map` forgets it: each store gives the value of its place.
  const now = (): B => make(...(from.map((store) => store.get()) as unknown as A))
  const made = new Store(now())
  for (const store of from) store.watch(() => made.set(now()))
  return made
}
