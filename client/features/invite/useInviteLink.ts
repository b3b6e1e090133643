import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { InviteView } from '../../../shared/api/consults.ts'
import { useApi } from '../../api/useApi.ts'
import { useOwnDevice } from '../useOwnDevice.ts'
import { inviteLink, type InviteLink } from './inviteLink.ts'

/** The link to give away. It stays in this page's memory, and is composed anew when the server's part changes. */
export function useInviteLink(consultId: string, invite: InviteView): UseQueryResult<InviteLink> {
  const { call } = useApi()
  const device = useOwnDevice()
  const { inviteId, link, state } = invite
  return useQuery({
    queryKey: ['inviteLink', inviteId, link],
    queryFn: async () => inviteLink(call, await device, consultId, invite),
    enabled: state === 'open',
    staleTime: Infinity,
  })
}
