import { z } from 'zod'
import { event, request, shared } from './contract.ts'
import { Id, Nothing } from './fields.ts'

/** Opaque bytes, base64url without padding (RFC 4648 section 5), at most so many bytes. */
const bytes = (most: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(Math.ceil((most * 4) / 3))

/**
 * A commit that takes in a whole board of 30 carries 30 key packages of about 1.3 kB, and its welcome the whole tree:
 * both are far larger than what follows.
 */
const Commit = bytes(65_536)
const Welcome = bytes(98_304)

/** An Ed25519 public key, in the one way that it can be written: the last sign carries four bits. */
const LeafKey = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/)
/** 16 bytes, chosen at random by the device that founds the group. */
const GroupId = z.string().regex(/^[A-Za-z0-9_-]{21}[AQgw]$/)
export const KeyPackage = bytes(8_192)
const Epoch = z.number().int().nonnegative()
const Seq = z.number().int().nonnegative()

/** Commit or application message of the room's group, in the one order that the server gave all of them. */
export const GroupMessage = z.object({
  groupId: GroupId,
  /** Counts from 1 in each group, without a gap. */
  seq: Seq,
  /** Who sent it: one's own messages come back too, in their place in the order. */
  peerId: Id,
  message: Commit,
})
export type GroupMessage = z.infer<typeof GroupMessage>

/** The room's MLS group (RFC 9420). The server carries its messages in one order, and can read none of them. */
export const group = {
  /** The server's signature that this person, with this role in this room, holds this leaf key (JWT, ES256). */
  'group.attest': request({
    needs: 'join',
    input: z.strictObject({ leafKey: LeafKey }),
    output: z.object({ attestation: z.string().max(2_048) }),
  }),
  /** A fresh key package in place of the one offered before; the first one comes with `room.join`. */
  'group.offer': request({
    needs: 'join',
    input: z.strictObject({ keyPackage: KeyPackage }),
    output: Nothing,
  }),
  /** Starts a group where the room has none, or where none of those who may host is left in it. */
  'group.found': request({
    needs: 'takeHost',
    input: z.strictObject({ groupId: GroupId }),
    output: Nothing,
  }),
  /** The first commit of an epoch wins; `conflict` tells that another was faster. */
  'group.commit': request({
    needs: 'takeHost',
    input: z.strictObject({
      groupId: GroupId,
      /** The epoch that it ends, as `group.state` counts: one a commit, also one that the members refused. */
      epoch: Epoch,
      commit: Commit,
      /** For those whom it adds; each gets it once they are let in. */
      welcome: z.strictObject({ peerIds: z.array(Id).min(1).max(64), message: Welcome }).nullable(),
      /** The places in the room whose leaves it takes out. */
      removed: z.array(Id).max(64),
    }),
    output: z.object({ seq: Seq }),
  }),
  'group.say': request({
    needs: 'see',
    input: z.strictObject({ groupId: GroupId, message: bytes(16_384) }),
    output: z.object({ seq: Seq }),
  }),
  /** After a lost line: everything after `seq`. `gone` when that is not kept any more: join the group anew. */
  'group.since': request({
    needs: 'see',
    input: z.strictObject({ groupId: GroupId, seq: Seq }),
    output: z.object({ messages: z.array(GroupMessage) }),
  }),
  'group.message': event({ needs: 'see', body: GroupMessage }),
  'group.welcome': event({
    needs: 'see',
    body: z.object({ groupId: GroupId, seq: Seq, message: Welcome }),
  }),
  /** What the server believes of the group; the members know better, and compare. Its epoch orders commits, no more. */
  'group.state': shared({
    needs: 'see',
    body: z.object({
      groupId: GroupId,
      epoch: Epoch,
      founder: Id,
      /** Places, each with the leaf key that was last attested to its session. */
      members: z.array(z.object({ peerId: Id, leafKey: LeafKey })),
    }),
  }),
  /** Who asks to be taken in, waiting or let in already, with the key package that they offer. */
  'group.offers': shared({
    needs: 'admit',
    body: z.array(z.object({ peerId: Id, keyPackage: KeyPackage })),
  }),
}
