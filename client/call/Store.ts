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
