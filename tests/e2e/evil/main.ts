// The product, in a process whose owner puts something else in place of what people send, when told to.
import { observer } from 'mediasoup'
import { Middle, type Attack } from './Middle.ts'

const middle = new Middle()
observer.on('newworker', ({ observer: worker }) =>
  worker.on('newrouter', (router) =>
    router.observer.on('newtransport', (transport) => middle.sitIn(router, transport)),
  ),
)
process.on('message', (attack: Attack) => (middle.attack = attack))
await import('../../../server/main.ts')
