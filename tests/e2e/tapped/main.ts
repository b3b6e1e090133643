// The product, in a process whose owner listens to everything. It tells the test what it heard, when asked.
import { tap } from '../../integration/tap.ts'

const heard = tap()
process.on('message', () => {
  const { packets, faults } = heard
  process.send?.({ packets, faults: faults.map(String) })
})
// The listening has begun before there is any room.
await import('../../../server/main.ts')
