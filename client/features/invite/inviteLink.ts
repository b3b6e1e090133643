import type { InviteView } from '../../../shared/api/consults.ts'
import { AppError } from '../../../shared/AppError.ts'
import type { Call, OutputOf } from '../../api/send.ts'
import { fromBase64Url, toBase64Url } from '../../crypto/bytes.ts'
import { composeFragment } from '../../crypto/device/inviteSecret.ts'
import {
  makeSecret,
  sealSecret,
  unsealSecret,
  type MadeSecret,
} from '../../crypto/device/madeSecret.ts'
import { recipientsAmong } from '../../crypto/device/recipients.ts'
import type { OwnDevice } from '../OwnDevice.ts'

/** A guest's link. Only a whole one has the secret by which the guest and those who host know each other. */
export interface InviteLink {
  readonly link: string
  readonly whole: boolean
  /** Whether a new link, made in this browser, would be whole. */
  readonly mendable: boolean
}

type Way = {
  readonly call: Call
  readonly device: OwnDevice
  readonly params: { readonly consultId: string; readonly inviteId: string }
}

type Recipient = { readonly deviceId: string; readonly sealingKey: string }

/** The link of an open invite, with the secret that browsers keep among themselves. Makes the secret where there is none. */
export async function inviteLink(
  call: Call,
  device: OwnDevice | undefined,
  consultId: string,
  { inviteId, link, hasSecret }: InviteView,
): Promise<InviteLink> {
  if (!device) return { link, whole: false, mendable: false }
  const way = { call, device, params: { consultId, inviteId } }
  const secret = hasSecret ? await secretOf(way) : await newSecret(way)
  if (!secret) return { link, whole: false, mendable: true }
  const [page, token = ''] = link.split('#')
  return { link: `${page}#${composeFragment({ token, secret })}`, whole: true, mendable: true }
}

async function newSecret(way: Way): Promise<Uint8Array | undefined> {
  const { inviteId } = way.params
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
  const made = await makeSecret(way.device.keys, inviteId, random)
  try {
    await store(way, made, await recipients(way), true)
    return made.secret
  } catch (error) {
    // Another browser was first.
    if (AppError.from(error).code === 'conflict') return secretOf(way)
    throw error
  }
}

/** What was sealed to this browser, if one made it whom it knows; those who lack it get it from here. */
async function secretOf(way: Way): Promise<Uint8Array | undefined> {
  const { call, device, params } = way
  const { deviceId, keys } = device
  const { sealed, lacking } = await call('inviteSecrets.read', { ...params, deviceId })
  if (sealed === null) return undefined
  const made = await opened(sealed, device, params.inviteId)
  if (!made) return undefined
  const known = await recipients(way)
  const maker = toBase64Url(made.maker)
  const isOurs = maker === toBase64Url(keys.publicKey)
  if (!isOurs && !(await isKnownMaker(maker, known, device))) return undefined
  const late = known.filter((one) => lacking.includes(one.deviceId))
  if (late.length > 0) await store(way, made, late, false)
  return made.secret
}

async function opened(sealed: string, { keys }: OwnDevice, inviteId: string) {
  return unsealSecret(fromBase64Url(sealed), keys.sealing, inviteId).catch(
    (): undefined => undefined,
  )
}

/** A colleague of whom this browser knows no device proves nothing: the server could have made the secret in their name. */
async function isKnownMaker(
  maker: string,
  known: readonly {
    readonly signingKey: string
    readonly personId: string
    readonly endorsement: { readonly by: string }
  }[],
  { pins, staffId }: OwnDevice,
): Promise<boolean> {
  const listed = known.find(({ signingKey }) => signingKey === maker)
  if (!listed) return false
  if (listed.personId === staffId) return true
  const keys = (await pins.of(listed.personId)).map(({ deviceKey }) => deviceKey)
  return keys.includes(maker) || keys.includes(listed.endorsement.by)
}

async function recipients({ call, device, params: { consultId } }: Way) {
  const listed = await call('devices.ofConsult', { consultId })
  const { staffId: personId, keys, pins } = device
  return recipientsAmong(listed.map(asListed), { personId, keys, pinsOf: (id) => pins.of(id) })
}

function asListed(device: OutputOf<'devices.ofConsult'>[number]) {
  return { ...device, personId: device.staffId }
}

async function store(
  { call, params }: Way,
  made: MadeSecret,
  to: readonly Recipient[],
  isNew: boolean,
): Promise<void> {
  const secrets = await Promise.all(
    to.map(async ({ deviceId, sealingKey }) => ({
      deviceId,
      sealed: toBase64Url(await sealSecret(made, fromBase64Url(sealingKey), params.inviteId)),
    })),
  )
  await call('inviteSecrets.store', params, { secrets, isNew })
}
