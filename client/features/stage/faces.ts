import type { RemoteStream } from '../../call/Incoming.ts'
import type { Role } from '../../../shared/domain/roles.ts'
import type { PeerView } from '../../../shared/protocol/room.ts'

/** A person as the stage shows them. */
export interface Face {
  readonly peerId: string
  readonly name: string
  readonly role: Role
  readonly handRaised: boolean
  readonly connected: boolean
  readonly muted: boolean
  readonly speaking: boolean
  readonly camera: RemoteStream | undefined
  readonly screen: RemoteStream | undefined
}

/** The others in the room, in the order in which they came. */
export function facesOf(
  roster: readonly PeerView[],
  streams: readonly RemoteStream[],
  selfId: string | undefined,
  speakingId: string | undefined,
): readonly Face[] {
  return roster
    .filter(({ peerId }) => peerId !== selfId)
    .map(({ peerId, name, role, handRaised, connected, streams: sent }) => {
      const shown = (source: RemoteStream['source']): RemoteStream | undefined =>
        streams.find((one) => one.peerId === peerId && one.source === source && !one.paused)
      return {
        peerId,
        name,
        role,
        handRaised,
        connected,
        muted: !sent.some(({ source, paused }) => source === 'microphone' && !paused),
        speaking: connected && peerId === speakingId,
        camera: shown('camera'),
        screen: shown('screen'),
      }
    })
}
