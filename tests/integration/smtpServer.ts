import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export interface Received {
  readonly from: string
  readonly to: readonly string[]
  /** The message as it came over the wire. */
  readonly source: string
}

export interface TestSmtpServer {
  readonly url: string
  readonly received: readonly Received[]
  [Symbol.asyncDispose](): Promise<void>
}

/** A real SMTP server in this process; one that `refuses` says so to every recipient. */
export async function smtpServer({ refuses = false } = {}): Promise<TestSmtpServer> {
  const received: Received[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onRcptTo: ({ address }, _, done) =>
      done(refuses ? new Error(`mailbox of ${address} is full`) : null),
    onData: (stream, { envelope }, done) => {
      text(stream).then(
        (source) => {
          const from = envelope.mailFrom ? envelope.mailFrom.address : ''
          received.push({ from, to: envelope.rcptTo.map(({ address }) => address), source })
          done()
        },
        (error: Error) => done(error),
      )
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(resolve)),
  }
}
