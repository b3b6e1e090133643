import { isIPv6 } from 'node:net'

const NETWORK_GROUPS = 4

/** What a client's address counts as for rate limits: IPv6 by its /64, which one customer has whole. */
export function rateKey(address: string | undefined): string {
  if (address === undefined) return 'unknown'
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail = ''] = (plain.split('%')[0] ?? '').split('::')
  const before = groupsOf(head)
  const after = groupsOf(tail)
  const gap = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
  const groups = [...before, ...gap, ...after].map((group) => group.replace(/^0+(?=.)/, ''))
  return `${groups.slice(0, NETWORK_GROUPS).join(':')}::/64`
}

function groupsOf(text: string): readonly string[] {
  return text === '' ? [] : text.toLowerCase().split(':')
}
