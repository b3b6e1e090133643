import { createContext, useContext } from 'react'
import type { OwnDevice } from './OwnDevice.ts'

export const OwnDeviceContext = createContext<Promise<OwnDevice | undefined> | undefined>(undefined)

/** This browser among the devices of who is signed in, once it is listed; never rejects. */
export function useOwnDevice(): Promise<OwnDevice | undefined> {
  const device = useContext(OwnDeviceContext)
  if (!device) throw new Error('useOwnDevice is for pages inside SignedInOnly')
  return device
}
