import { joinGroup, type PreSharedKeyID, type Welcome } from 'ts-mls'
import { accumulatePskSecret } from 'ts-mls/pskIndex.js'
import { decryptGroupInfo, decryptGroupSecrets } from 'ts-mls/welcome.js'
import { sameBytes, toBase64Url } from '../bytes.ts'
import { GroupAlarm } from './GroupAlarm.ts'
import type { Ground } from './Ground.ts'
import { invitePsk, pskIndex } from './invitePsk.ts'
import type { Offer } from './keyPackages.ts'
import { assertPlain, type Membership, membershipIn } from './Membership.ts'
import { seatAt, seatsOf } from './seats.ts'

/** Whoever has an invite's secret takes exactly the key that it gives; everybody else none. */
function assertPsks(ids: readonly PreSharedKeyID[], offer: Offer, ground: Ground): void {
  const fits = (id: PreSharedKeyID) => id.psktype === 'external' && sameBytes(id.pskId, offer.ref)
  const wanted = ground.inviteKey === undefined ? 0 : 1
  if (ids.length !== wanted || !ids.every(fits)) throw new GroupAlarm('psk')
}

/** The leaf that signed a Welcome, once it opens with our key package and our invite. The library keeps it to itself. */
async function signerOf(
  welcome: Welcome,
  offer: Offer,
  ground: Ground,
  psks: Map<string, Uint8Array>,
) {
  const { suite } = ground
  const initKey = await suite.hpke.importPrivateKey(offer.secrets.initPrivateKey)
  const secrets = await decryptGroupSecrets(initKey, offer.ref, welcome, suite.hpke)
  if (secrets === undefined) throw new GroupAlarm('unreadable')
  assertPsks(secrets.psks, offer, ground)
  const zeroes = new Uint8Array(suite.kdf.size)
  const [psk] = await accumulatePskSecret(secrets.psks, pskIndex(psks), suite, zeroes)
  const info = await decryptGroupInfo(welcome, secrets.joinerSecret, psk, suite).catch(
    (): undefined => undefined,
  )
  secrets.joinerSecret.fill(0)
  // What was sealed to our key package opened: it is the invite's key that does not fit.
  if (info === undefined) throw new GroupAlarm(secrets.psks.length > 0 ? 'psk' : 'unreadable')
  return { signer: info.signer, groupId: info.groupContext.groupId }
}

/** Opens a Welcome of the group that we wait for; an alarm when anything in it does not hold. */
export async function openWelcome(
  welcome: Welcome,
  offer: Offer,
  groupId: Uint8Array,
  ground: Ground,
): Promise<Membership> {
  const { suite, config, inviteKey } = ground
  const psks = new Map<string, Uint8Array>()
  if (inviteKey) psks.set(toBase64Url(offer.ref), await invitePsk(inviteKey, offer.ref))
  const told = await signerOf(welcome, offer, ground, psks)
  if (!sameBytes(told.groupId, groupId)) throw new GroupAlarm('other_group')
  const { keyPackage, secrets } = offer
  const index = pskIndex(psks)
  const state = await joinGroup(
    welcome,
    keyPackage,
    secrets,
    index,
    suite,
    undefined,
    undefined,
    config,
  )
  assertPlain(state)
  const seats = await seatsOf(state, [], ground.door)
  if (seatAt(seats, told.signer)?.leaf.mayHost !== true) throw new GroupAlarm('may_not_commit')
  // Only who has the invite's secret could have made this Welcome: the host is who sent it.
  const marked = seats.map((seat) =>
    inviteKey !== undefined && seat.leaf.index === told.signer
      ? { ...seat, leaf: { ...seat.leaf, byInvite: true } }
      : seat,
  )
  return membershipIn(state, marked)
}

/** Whether a Welcome is for this key package. */
export function isFor(welcome: Welcome, offer: Offer): boolean {
  return welcome.secrets.some(({ newMember }) => sameBytes(newMember, offer.ref))
}
