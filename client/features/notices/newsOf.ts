import type { PeerView } from '../../../shared/protocol/room.ts'
import type { WordKey } from '../../i18n/Words.ts'

export interface News {
  readonly words: Extract<
    WordKey,
    | 'news.joined'
    | 'news.left'
    | 'news.lost'
    | 'news.back'
    | 'news.hand'
    | 'news.host'
    | 'news.shares'
  >
  readonly name: string
}

/** What changed about the others between two rosters, in the order in which it is told. */
export function newsOf(
  before: readonly PeerView[],
  now: readonly PeerView[],
  selfId: string | undefined,
): readonly News[] {
  const others = (peers: readonly PeerView[]) => peers.filter(({ peerId }) => peerId !== selfId)
  const left = others(before).filter((peer) => !now.some(({ peerId }) => peerId === peer.peerId))
  return [
    ...left.map(({ name }): News => ({ words: 'news.left', name })),
    ...others(now).flatMap((peer) => {
      const old = before.find(({ peerId }) => peerId === peer.peerId)
      return newsOfPeer(old, peer).map((words): News => ({ words, name: peer.name }))
    }),
  ]
}

function newsOfPeer(old: PeerView | undefined, now: PeerView): readonly News['words'][] {
  if (!old) return ['news.joined']
  return [
    ...(old.connected && !now.connected ? (['news.lost'] as const) : []),
    ...(!old.connected && now.connected ? (['news.back'] as const) : []),
    ...(!old.handRaised && now.handRaised ? (['news.hand'] as const) : []),
    ...(old.role !== 'host' && now.role === 'host' ? (['news.host'] as const) : []),
    ...(!showsScreen(old) && showsScreen(now) ? (['news.shares'] as const) : []),
  ]
}

function showsScreen({ streams }: PeerView): boolean {
  return streams.some(({ source }) => source === 'screen')
}
