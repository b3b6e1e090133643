import { z } from 'zod'
import { route } from './contract.ts'
import { Id, Instant, NoBody, NoParams, Nothing } from './fields.ts'

/** 32 raw bytes in base64url, in the one way that they can be written: the last sign carries four bits. */
const Key = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/, 'Not a public key')
/** An Ed25519 signature of 64 bytes; its last sign carries two bits. */
const Signature = z.string().regex(/^[A-Za-z0-9_-]{85}[AQgw]$/, 'Not a signature')
/** Such as "Firefox on Linux". */
const Label = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u, 'Letters, spaces and signs only')
/** What HPKE (RFC 9180) makes of a secret of 32 bytes: 80 bytes with its encapsulated key. */
const Sealed = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/)
  .min(2)
  .max(341)

const OneDevice = z.strictObject({ deviceId: Id })
const OneConsult = z.strictObject({ consultId: Id })
const OneInvite = z.strictObject({ consultId: Id, inviteId: Id })
const OneSecret = z.strictObject({ consultId: Id, inviteId: Id, deviceId: Id })

/**
 * Signed by a device of the same person, over "consilium-endorse-v1", 0x00, the person's id, 0x00 and both raw keys. By
 * its own key at first; by one that colleagues know already, and nobody is warned of the new one.
 */
const Endorsement = z.object({
  /** The signing key of that device, which may have been removed since. */
  by: Key,
  signature: Signature,
})

const PublicKeys = z.object({
  deviceId: Id,
  /** Ed25519. */
  signingKey: Key,
  /** X25519. */
  sealingKey: Key,
  endorsement: Endorsement,
})

export const DeviceView = PublicKeys.extend({
  label: z.string(),
  addedAt: Instant,
  lastSeenAt: Instant,
})
export type DeviceView = z.infer<typeof DeviceView>

/** The keys of staff's browsers, and what is sealed to them. Private keys and secrets in clear never come here. */
export const devices = {
  'devices.list': route({
    method: 'get',
    path: '/devices',
    needs: 'account',
    summary: "The caller's own devices, the oldest first.",
    params: NoParams,
    body: NoBody,
    output: z.array(DeviceView),
  }),
  'devices.add': route({
    method: 'post',
    path: '/devices',
    needs: 'account',
    summary:
      'This browser with its public keys, signed by itself. One that is there already was seen again.',
    params: NoParams,
    body: z.strictObject({
      label: Label,
      signingKey: Key,
      sealingKey: Key,
      /** The endorsement by its own key. */
      signature: Signature,
    }),
    output: DeviceView,
  }),
  'devices.endorse': route({
    method: 'put',
    path: '/devices/:deviceId/endorsement',
    needs: 'account',
    summary: 'Vouch for a device of one’s own with another one.',
    params: OneDevice,
    body: z.strictObject({ by: Id, signature: Signature }),
    output: DeviceView,
  }),
  'devices.remove': route({
    method: 'delete',
    path: '/devices/:deviceId',
    needs: 'account',
    summary: 'Take a device off the list, with everything that was sealed to it.',
    params: OneDevice,
    body: NoBody,
    output: Nothing,
  }),
  'devices.ofConsult': route({
    method: 'get',
    path: '/consults/:consultId/devices',
    needs: 'consult.host',
    summary: 'The devices of everybody who may host the consult, to seal secrets to.',
    params: OneConsult,
    body: NoBody,
    output: z.array(PublicKeys.extend({ staffId: Id, name: z.string() })),
  }),
  'inviteSecrets.store': route({
    method: 'put',
    path: '/consults/:consultId/invites/:inviteId/secrets',
    needs: 'consult.host',
    summary:
      "An invite's secret, sealed to devices of people who may host. Those of other devices stay.",
    params: OneInvite,
    body: z.strictObject({
      /** Refused where one is kept already: two browsers that make a secret at once must not end with two. */
      isNew: z.boolean(),
      secrets: z
        .array(z.strictObject({ deviceId: Id, sealed: Sealed }))
        .min(1)
        .max(200),
    }),
    output: Nothing,
  }),
  'inviteSecrets.read': route({
    method: 'get',
    path: '/consults/:consultId/invites/:inviteId/secrets/:deviceId',
    needs: 'consult.host',
    summary: "What was sealed to one of the caller's own devices; null where nothing was.",
    params: OneSecret,
    body: NoBody,
    output: z.object({
      sealed: Sealed.nullable(),
      /** Devices of people who may host that nothing was sealed to. */
      lacking: z.array(Id),
    }),
  }),
}
