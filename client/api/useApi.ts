import { createContext, useContext, useSyncExternalStore } from 'react'
import type { Account } from '../../shared/api/account.ts'
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

/** The signed-in account, on pages that are shown to nobody else. */
export function useAccount(): Account {
  const person = usePerson()
  if (person.state !== 'in') throw new Error('useAccount is for pages inside SignedInOnly')
  return person.account
}
