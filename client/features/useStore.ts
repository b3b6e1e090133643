import { useSyncExternalStore } from 'react'
import type { Store } from '../call/Store.ts'

/** The current value of a store of the call engine, re-rendering when it changes. */
export function useStore<T>(store: Pick<Store<T>, 'get' | 'watch'>): T {
  return useSyncExternalStore(store.watch, store.get)
}
