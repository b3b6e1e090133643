import { createContext, useContext } from 'react'
import type { Account } from '../../shared/api/account.ts'

export const AccountContext = createContext<Account | undefined>(undefined)

/** The member of staff whose page this is. */
export function useAccount(): Account {
  const account = useContext(AccountContext)
  if (!account) throw new Error('useAccount is for pages inside SignedInOnly')
  return account
}
