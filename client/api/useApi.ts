import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Api } from './createApi.ts'
import type { Person } from './SignIn.ts'

export const ApiContext = createContext<Api | undefined>(undefined)

export function useApi(): Api {
  const api = useContext(ApiContext)
  if (!api) throw new Error('useApi needs an ApiContext above it')
  return api
}

export function usePerson(): Person {
  const { signIn } = useApi()
  return useSyncExternalStore(signIn.watch, signIn.person)
}
