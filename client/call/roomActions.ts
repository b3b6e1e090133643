import type { Source } from '../../shared/protocol/media.ts'
import type { Signal } from './Signal.ts'

/** What a person in the room may ask of it, besides coming and going. The server decides whether they may. */
export function roomActions(signal: Signal) {
  return {
    raiseHand: (raised: boolean) => signal.ask('room.raiseHand', { raised }),
    admit: (peerId: string) => signal.ask('peer.admit', { peerId }),
    refuse: (peerId: string) => signal.ask('peer.refuse', { peerId }),
    mute: (peerId: string, source: Source) => signal.ask('peer.mute', { peerId, source }),
    remove: (peerId: string) => signal.ask('peer.remove', { peerId }),
    appoint: (peerId: string) => signal.ask('peer.appoint', { peerId }),
    takeHost: () => signal.ask('room.takeHost', {}),
    lock: (locked: boolean) => signal.ask('room.lock', { locked }),
    endForAll: () => signal.ask('room.end', {}),
  } as const
}
