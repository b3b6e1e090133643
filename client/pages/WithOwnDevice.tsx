import { type ReactNode, useState } from 'react'
import { useAccount } from '../api/useAccount.ts'
import { useApi } from '../api/useApi.ts'
import { openOwnDevice } from '../features/OwnDevice.ts'
import { OwnDeviceContext } from '../features/useOwnDevice.ts'

/** Lists this browser among the devices of who is signed in: quietly, and once for as long as the page lives. */
export function WithOwnDevice({ children }: { children: ReactNode }) {
  const { call } = useApi()
  const { staffId } = useAccount()
  const [device] = useState(() => openOwnDevice(call, staffId))
  return <OwnDeviceContext value={device}>{children}</OwnDeviceContext>
}
