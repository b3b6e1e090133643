import { z } from 'zod'
import { ROLES } from '../domain/roles.ts'
import { event, request, shared } from './contract.ts'
import { Id, Instant, Nothing } from './fields.ts'
import { KeyPackage } from './group.ts'
import { Consumable, Fingerprint, RtpCapabilities, Source, TransportOptions } from './media.ts'

const Role = z.enum(ROLES)

/** One person's device in the room, as the others see it. */
export const PeerView = z.object({
  peerId: Id,
  personId: Id,
  name: z.string().max(100),
  role: Role,
  handRaised: z.boolean(),
  /** False while its connection is lost and its place is kept. */
  connected: z.boolean(),
  streams: z.array(z.object({ producerId: Id, source: Source, paused: z.boolean() })).max(4),
})
export type PeerView = z.infer<typeof PeerView>

/** Someone in the waiting room, as those who may admit see them. */
export const WaitingView = z.object({
  peerId: Id,
  name: z.string().max(100),
  role: Role,
  since: Instant,
})
export type WaitingView = z.infer<typeof WaitingView>

/** Why a place in the room ended. */
export const Farewell = z.enum([
  'left',
  'refused',
  'removed',
  'ended',
  'moved',
  'revoked',
  'restarting',
])
export type Farewell = z.infer<typeof Farewell>

export const room = {
  /** One round trip: what the browser can do goes in, everything that it needs comes back. */
  'room.join': request({
    needs: 'join',
    input: z.strictObject({
      version: z.number().int(),
      /** Chosen by the tab and kept by it, so that a reload replaces its old peer. */
      tab: Id,
      /** True when this tab still holds its connections and only lost its socket. */
      resume: z.boolean(),
      rtpCapabilities: RtpCapabilities,
      /** The certificate's fingerprint for both connections, or null to connect the second way. */
      fingerprint: Fingerprint.nullable(),
      /** What a host's device needs to take this one into the room's group. */
      keyPackage: KeyPackage,
    }),
    output: z.object({
      peerId: Id,
      /** True when the old peer was found again: the client keeps its connections. */
      resumed: z.boolean(),
      role: Role,
      transports: z.object({ send: TransportOptions, receive: TransportOptions }),
      consumers: z.array(Consumable),
      /** Of a resumed peer: the streams that the server still has of it. */
      producerIds: z.array(Id),
    }),
  }),
  'room.leave': request({ needs: 'join', input: z.strictObject({}), output: Nothing }),
  'room.raiseHand': request({
    needs: 'raiseHand',
    input: z.strictObject({ raised: z.boolean() }),
    output: Nothing,
  }),
  /** Becomes host where no host is present. */
  'room.takeHost': request({ needs: 'takeHost', input: z.strictObject({}), output: Nothing }),
  'room.lock': request({
    needs: 'moderate',
    input: z.strictObject({ locked: z.boolean() }),
    output: Nothing,
  }),
  'room.end': request({ needs: 'moderate', input: z.strictObject({}), output: Nothing }),
  /** Told to the one who was admitted: from now on the role is this one. */
  'room.admitted': event({
    needs: 'join',
    body: z.object({ role: Role, consumers: z.array(Consumable) }),
  }),
  'room.farewell': event({ needs: 'join', body: z.object({ why: Farewell }) }),
  'room.roster': shared({ needs: 'see', body: z.array(PeerView) }),
  'room.waiting': shared({ needs: 'admit', body: z.array(WaitingView) }),
  'room.state': shared({
    needs: 'see',
    body: z.object({ locked: z.boolean(), startedAt: Instant }),
  }),
}

export const peer = {
  'peer.admit': request({ needs: 'admit', input: z.strictObject({ peerId: Id }), output: Nothing }),
  'peer.refuse': request({
    needs: 'admit',
    input: z.strictObject({ peerId: Id }),
    output: Nothing,
  }),
  'peer.mute': request({
    needs: 'moderate',
    input: z.strictObject({ peerId: Id, source: Source }),
    output: Nothing,
  }),
  'peer.remove': request({
    needs: 'moderate',
    input: z.strictObject({ peerId: Id }),
    output: Nothing,
  }),
  'peer.appoint': request({
    needs: 'moderate',
    input: z.strictObject({ peerId: Id }),
    output: Nothing,
  }),
}
