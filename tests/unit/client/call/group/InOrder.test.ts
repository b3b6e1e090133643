import { expect, test } from 'vitest'
import { InOrder } from '../../../../../client/call/group/InOrder.ts'

const message = (seq: number) => ({ groupId: 'group', seq, peerId: 'peer', message: `${seq}` })
const seqs = (messages: readonly { readonly seq: number }[]) => messages.map(({ seq }) => seq)

test('messages come out in the order of the server, whatever the order in which they came', () => {
  const order = new InOrder()
  expect(seqs(order.take(message(2)))).toEqual([])
  expect(order.hasGap).toBe(true)
  expect(seqs(order.take(message(1)))).toEqual([1, 2])
  expect(order.hasGap).toBe(false)
  expect(order.last).toBe(2)
})

test('a message that came twice is read once', () => {
  const order = new InOrder()
  order.take(message(1))
  expect(order.take(message(1))).toEqual([])
})

test('a newcomer begins where its welcome says', () => {
  const order = new InOrder()
  order.take(message(7))
  order.startAfter(5)
  expect(order.take(message(5))).toEqual([])
  expect(seqs(order.take(message(6)))).toEqual([6, 7])
})
