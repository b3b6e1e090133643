import type { Cluster } from './Cluster.ts'
import { MemoryRoomLeases } from './MemoryRoomLeases.ts'
import { MemoryTickets } from './MemoryTickets.ts'
import { memoryLimits } from './rateLimits.ts'

/** One node alone. */
export function memoryCluster(): Cluster {
  return {
    tickets: new MemoryTickets(),
    limits: memoryLimits(),
    leases: new MemoryRoomLeases('here'),
    adapt: () => undefined,
    hasOthers: false,
    ready: () => true,
    close: async () => undefined,
  }
}
