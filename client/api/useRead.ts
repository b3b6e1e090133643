import {
  keepPreviousData,
  QueryClient,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query'
import type { AppError } from '../../shared/AppError.ts'
import type { Call, OutputOf, ParamsOf, RouteName } from './send.ts'
import { useApi } from './useApi.ts'

type Reading = Extract<
  RouteName,
  | 'centre.read'
  | 'colleagues.list'
  | 'staff.list'
  | 'retention.read'
  | 'hostless.list'
  | 'consults.list'
  | 'consults.read'
>

const FRESH_MS = 3000

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: FRESH_MS, networkMode: 'always', retry: 1 } },
  })
}

/** Something of the record, read again when the window comes back to the front, and every so many milliseconds. */
export function useRead<K extends Reading>(
  name: K,
  params: ParamsOf<K>,
  { everyMs, keep = false }: { everyMs?: number; keep?: boolean } = {},
): UseQueryResult<OutputOf<K>, AppError> {
  const { call } = useApi()
  const read = call as (name: K, params: ParamsOf<K>) => Promise<OutputOf<K>>
  return useQuery<OutputOf<K>, AppError>({
    queryKey: [name, params],
    queryFn: () => read(name, params),
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  })
}

/** Changes something; before it answers, what is on the page was read again. */
export function useChange(): Call {
  const { call } = useApi()
  const queries = useQueryClient()
  return async (name, ...input) => {
    const output = await call(name, ...input)
    await queries.invalidateQueries()
    return output
  }
}
