import type { ChildProcess } from 'node:child_process'
import type { Tapped } from '../../integration/tap.ts'

interface Heard {
  readonly packets: readonly Tapped[]
  readonly faults: readonly string[]
}

/** All that the server of tapped/main.ts has heard until now. */
export async function heardBy(server: ChildProcess): Promise<Heard> {
  const heard = new Promise<Heard>((done) =>
    server.once('message', (message) => done(message as Heard)),
  )
  server.send('tell')
  const { packets, faults } = await heard
  // Buffers come over as plain bytes.
  return { packets: packets.map((one) => ({ ...one, payload: Buffer.from(one.payload) })), faults }
}
