const NAME = 'consilium-keys'
const STORES = ['devices', 'invites', 'pins'] as const

type StoreName = (typeof STORES)[number]

/** What a request or a transaction comes to. */
function outcome<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB failed')))
  })
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(transaction.error ?? new Error('IndexedDB failed'))
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('error', fail)
    transaction.addEventListener('abort', fail)
  })
}

/** What this browser keeps of keys: as `CryptoKey` that nobody can read, and only use. */
export class KeyDatabase {
  readonly #database: IDBDatabase

  private constructor(database: IDBDatabase) {
    this.#database = database
  }

  /** Rejects where the browser keeps nothing, as some do in private windows. */
  static async open(factory: IDBFactory): Promise<KeyDatabase> {
    const request = factory.open(NAME, 1)
    request.addEventListener('upgradeneeded', () => {
      for (const store of STORES) request.result.createObjectStore(store)
    })
    const database = await outcome(request)
    // A newer page may change the database; this one then fails instead of being in its way.
    database.addEventListener('versionchange', () => database.close())
    return new KeyDatabase(database)
  }

  async read(store: StoreName, key: IDBValidKey): Promise<unknown> {
    return outcome(this.#database.transaction(store).objectStore(store).get(key))
  }

  /** Puts what `next` makes of the value that is there, in one transaction; returns what is there afterwards. */
  async change<T>(store: StoreName, key: IDBValidKey, next: (old: unknown) => T): Promise<T> {
    const transaction = this.#database.transaction(store, 'readwrite', { durability: 'strict' })
    const done = completed(transaction)
    const objects = transaction.objectStore(store)
    const [value] = await Promise.all([
      outcome(objects.get(key)).then((old: unknown) => {
        const value = next(old)
        objects.put(value, key)
        return value
      }),
      done,
    ])
    return value
  }

  async remove(store: StoreName, key: IDBValidKey): Promise<void> {
    const transaction = this.#database.transaction(store, 'readwrite')
    const done = completed(transaction)
    transaction.objectStore(store).delete(key)
    await done
  }

  close(): void {
    this.#database.close()
  }
}
