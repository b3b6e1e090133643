import { AppError } from '../../shared/AppError.ts'
import { fromBase64Url, toBase64Url } from './bytes.ts'
import { GroupAlarm } from './group/GroupAlarm.ts'
import { isSameDevice, type Leaf as GroupLeaf } from './group/Leaf.ts'
import { RoomGroup, type Newcomer as GroupNewcomer } from './group/RoomGroup.ts'
import { Introductions } from './Introductions.ts'
import type { Addition, Candidate, Heard, Keeper, Leaf, Newcomer, Standing } from './Keeper.ts'
import type { Memory } from './Memory.ts'
import { openInvite } from './openInvite.ts'
import { clockOf } from './serverClock.ts'
import type { FrameKeys } from './sframe/FrameKeys.ts'

export interface GroupKeeperParts {
  readonly keys: FrameKeys
  readonly memoryOf: (owner: string) => Promise<Memory>
  readonly counts: Keeper['counts']
  readonly now: () => number
}

/** This device's place in the group of one room at a time, and the keys of its frames. Lives in the worker. */
export class GroupKeeper implements Keeper {
  readonly counts: Keeper['counts']
  readonly #parts: GroupKeeperParts
  /** The group that we are in. */
  #group: RoomGroup | undefined
  /** Asks to be taken in: into a first group, or into the next one while the old goes on. */
  #next: RoomGroup | undefined
  #memory: Memory | undefined
  #clockError = 0
  readonly #introductions = new Introductions()
  /** Leaves whose invite's secret came from a device that nobody here knows: it may be the server's. */
  readonly #doubted = new Set<string>()

  constructor(parts: GroupKeeperParts) {
    this.#parts = parts
    this.counts = parts.counts
  }

  readonly begin: Keeper['begin'] = async ({ roomId, attestationKey, owner, inviteSecret }) => {
    const { memoryOf, now } = this.#parts
    const memory = (this.#memory ??= await memoryOf(owner))
    this.#next ??= await RoomGroup.prepare({
      roomId,
      attestationKey,
      device: memory.device,
      ...optional(
        await memory.inviteKey(
          typeof inviteSecret === 'string' ? fromBase64Url(inviteSecret) : inviteSecret,
        ),
      ),
      now: () => now() + this.#clockError,
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    })
    return toBase64Url(this.#next.leafKey)
  }

  readonly offer: Keeper['offer'] = async (attestation) => {
    // Whatever this device's clock says, the server's dated the attestation just now.
    this.#clockError = clockOf(attestation) - this.#parts.now()
    return toBase64Url(await this.#awaited().offer(attestation))
  }

  readonly found: Keeper['found'] = async (groupId) => {
    const next = this.#awaited()
    await next.found(fromBase64Url(groupId))
    return this.#enter(next)
  }

  readonly join: Keeper['join'] = async (groupId, welcome) => {
    const next = this.#awaited()
    await next.join(fromBase64Url(welcome), fromBase64Url(groupId)).catch((cause: unknown) => {
      if (!(cause instanceof GroupAlarm && cause.reason === 'psk')) throw cause
      throw new AppError('forbidden', 'The host does not know the secret of this link', { cause })
    })
    return this.#enter(next)
  }

  readonly look: Keeper['look'] = async (keyPackage) => {
    const { ref: _, ...candidate } = await this.#inside().look(fromBase64Url(keyPackage))
    return { ...candidate, device: (await this.#recall(candidate)).device }
  }

  readonly add: Keeper['add'] = async (newcomers) => {
    const group = this.#inside()
    const people = await Promise.all(newcomers.map((one) => this.#newcomer(one)))
    const looked = await Promise.all(people.map(({ keyPackage }) => group.look(keyPackage)))
    const replaced = group.members.filter((leaf) => looked.some((one) => isSameDevice(leaf, one)))
    const { messages, commit, welcome } = await group.add(people)
    if (!welcome) throw new AppError('internal', 'Nobody was added')
    return {
      first: messages.map(toBase64Url),
      commit: toBase64Url(commit),
      welcome: toBase64Url(welcome),
      replaced: replaced.map(({ leafKey }) => leafKey),
    } satisfies Addition
  }

  readonly introduce: Keeper['introduce'] = async (devices) => this.#introductions.hear(devices)

  readonly opens: Keeper['opens'] = async (inviteId, sealed) =>
    this.#open(inviteId, sealed).then(
      () => true,
      () => false,
    )

  readonly remove: Keeper['remove'] = async (leafKeys) => {
    const group = this.#inside()
    const gone = group.members.filter(({ leafKey }) => leafKeys.includes(leafKey))
    const { commit } = await group.remove(gone.map(({ index }) => index))
    return { commit: toBase64Url(commit) }
  }

  readonly settle: Keeper['settle'] = async (accepted) => {
    const group = this.#inside()
    if (await group.settle(accepted)) await this.#advance(group)
    return this.#standing(group)
  }

  readonly receive: Keeper['receive'] = async (message) => {
    const group = this.#inside()
    const received = await group.receive(fromBase64Url(message))
    switch (received.kind) {
      case 'epoch':
        await this.#advance(group)
        return { kind: 'epoch', standing: await this.#standing(group) }
      case 'text':
        return { kind: 'text', from: received.from.leafKey, text: received.text }
      case 'approve':
        return { kind: 'approve', from: received.from.leafKey, deviceKey: received.deviceKey }
      case 'removed':
        this.#leave()
        return { kind: 'removed' }
      case 'ahead':
        return { kind: 'ahead' }
      case 'psk':
      case 'nothing':
        return { kind: 'nothing' } satisfies Heard
    }
  }

  readonly say: Keeper['say'] = async (text) => toBase64Url(await this.#inside().say(text))

  readonly approve: Keeper['approve'] = async (deviceKey) =>
    toBase64Url(await this.#inside().approve(deviceKey))

  readonly code: Keeper['code'] = () => this.#inside().code()

  readonly vouch: Keeper['vouch'] = async (leafKeys) => {
    const vouched = this.#inside().members.filter(({ leafKey }) => leafKeys.includes(leafKey))
    for (const leaf of vouched) if (!leaf.self) await this.#memory?.note(leaf, true)
  }

  readonly hold: Keeper['hold'] = async (held) => this.#parts.keys.hold(held)

  readonly leave: Keeper['leave'] = async () => this.#leave()

  readonly end: Keeper['end'] = async () => {
    this.#leave()
    this.#next?.close()
    this.#next = undefined
  }

  async #enter(next: RoomGroup): Promise<Standing> {
    this.#group?.close()
    this.#group = next
    this.#next = undefined
    await this.#advance(next)
    return this.#standing(next)
  }

  /** From here on nothing is sealed by the keys of before. */
  async #advance(group: RoomGroup): Promise<void> {
    await this.#parts.keys.advance(await group.frameKey())
    for (const leaf of group.members)
      if (!leaf.self && leaf.kind === 'staff') await this.#memory?.note(leaf, leaf.byInvite)
  }

  #leave(): void {
    this.#parts.keys.close()
    this.#group?.close()
    this.#group = undefined
  }

  async #standing(group: RoomGroup): Promise<Standing> {
    const leaves = await Promise.all(group.members.map((leaf) => this.#leafOf(leaf)))
    return { groupId: toBase64Url(group.groupId), epoch: group.epoch, leaves }
  }

  async #leafOf(leaf: GroupLeaf): Promise<Leaf> {
    const { device, verified } = await this.#recall(leaf)
    const byInvite = leaf.byInvite && !this.#doubted.has(leaf.leafKey)
    return { ...leaf, byInvite, device, verifiedBefore: verified }
  }

  /** Under the key of their invite come those who hold its secret, and nobody else could. */
  async #newcomer({ keyPackage: text, sealed }: Newcomer): Promise<GroupNewcomer> {
    const keyPackage = fromBase64Url(text)
    const { holdsSecret, personId, leafKey } = await this.#inside().look(keyPackage)
    if (!holdsSecret || sealed === undefined) return { keyPackage }
    const { inviteKey, doubted } = await this.#open(personId, sealed)
    if (doubted) this.#doubted.add(leafKey)
    return { keyPackage, inviteKey }
  }

  #open(inviteId: string, sealed: string) {
    if (!this.#memory) throw new AppError('conflict', 'There is no room yet')
    return openInvite({ inviteId, sealed }, this.#memory, this.#introductions)
  }

  async #recall(who: Pick<Candidate, 'personId' | 'deviceKey'>) {
    const vouchers = this.#introductions.vouchersOf(who)
    const nobody = { device: 'first' as const, verified: false }
    return (await this.#memory?.recall(who, vouchers)) ?? nobody
  }

  #inside(): RoomGroup {
    if (!this.#group) throw new AppError('conflict', 'You are not in the group of this room')
    return this.#group
  }

  #awaited(): RoomGroup {
    if (!this.#next) throw new AppError('conflict', 'Nothing was offered')
    return this.#next
  }
}

function optional(inviteKey: CryptoKey | undefined): { readonly inviteKey?: CryptoKey } {
  return inviteKey ? { inviteKey } : {}
}
