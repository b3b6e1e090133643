import type { Source } from '../../shared/protocol/media.ts'
import type { Group } from './group/Group.ts'
import type { Signal } from './Signal.ts'

/** What a person in the room may ask of it, besides coming and going. The server decides whether they may. */
export function roomActions(signal: Signal, group: Group) {
  return {
    raiseHand: (raised: boolean) => signal.ask('room.raiseHand', { raised }),
    /** At the server, and into the group: both at once, because each takes its way through the network. */
    admit: async (peerId: string) => {
      await Promise.all([signal.ask('peer.admit', { peerId }), group.letIn(peerId)])
    },
    /** Somebody who is in the room already, on a device that only a person can let in. */
    letIn: (peerId: string) => group.letIn(peerId),
    refuse: (peerId: string) => signal.ask('peer.refuse', { peerId }),
    mute: (peerId: string, source: Source) => signal.ask('peer.mute', { peerId, source }),
    remove: (peerId: string) => {
      group.evict(peerId)
      return signal.ask('peer.remove', { peerId })
    },
    appoint: (peerId: string) => signal.ask('peer.appoint', { peerId }),
    takeHost: () => signal.ask('room.takeHost', {}),
    lock: (locked: boolean) => signal.ask('room.lock', { locked }),
    endForAll: () => signal.ask('room.end', {}),
  } as const
}
