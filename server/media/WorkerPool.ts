import { createWorker } from 'mediasoup'
import type { Router, WebRtcServer, Worker } from 'mediasoup/types'
import type { Logger } from 'pino'
import { AppError } from '../../shared/AppError.ts'
import { CODECS } from './codecs.ts'

export interface MediaAddress {
  /** Addresses to listen on. */
  readonly listen: readonly string[]
  /** Address that clients reach it at, where it differs (NAT, container). */
  readonly announced: string | undefined
  /** The first worker's port, UDP and TCP; each further worker takes the next. 0 lets the system choose. */
  readonly port: number
}

interface Slot {
  readonly index: number
  readonly worker: Worker
  readonly server: WebRtcServer
  rooms: number
}

/** A room's place in the pool. */
export interface Place {
  readonly router: Router
  readonly server: WebRtcServer
}

/** One mediasoup worker a core, each with one port. A worker that dies is replaced; its routers close. */
export class WorkerPool {
  readonly #slots = new Map<number, Slot>()
  readonly #address: MediaAddress
  readonly #binary: string
  readonly #log: Logger
  #closed = false

  private constructor(address: MediaAddress, binary: string, log: Logger) {
    this.#address = address
    this.#binary = binary
    this.#log = log
  }

  static async open(of: {
    workers: number
    address: MediaAddress
    binary: string
    log: Logger
  }): Promise<WorkerPool> {
    const pool = new WorkerPool(of.address, of.binary, of.log)
    try {
      await Promise.all(Array.from({ length: of.workers }, (_, index) => pool.#start(index)))
    } catch (error) {
      pool.close()
      throw error
    }
    return pool
  }

  get ready(): boolean {
    return this.#slots.size > 0
  }

  get pids(): readonly number[] {
    return [...this.#slots.values()].map(({ worker }) => worker.pid)
  }

  /** A router on the worker with the fewest rooms. */
  async place(): Promise<Place> {
    const slot = [...this.#slots.values()].sort((a, b) => a.rooms - b.rooms)[0]
    if (!slot) throw new Error('No media worker is running')
    slot.rooms += 1
    const router = await slot.worker.createRouter({ mediaCodecs: CODECS })
    router.observer.once('close', () => void (slot.rooms -= 1))
    return { router, server: slot.server }
  }

  close(): void {
    this.#closed = true
    for (const { worker } of this.#slots.values()) worker.close()
    this.#slots.clear()
  }

  async #start(index: number): Promise<void> {
    const worker = await createWorker({ workerBin: this.#binary, logLevel: 'warn' })
    worker.once('died', () => {
      this.#slots.delete(index)
      if (this.#closed) return
      this.#log.error({ index }, 'media worker died; starting another')
      this.#start(index).catch((error: unknown) =>
        this.#log.fatal({ index, err: error }, 'media worker could not be replaced'),
      )
    })
    const server = await worker
      .createWebRtcServer({ listenInfos: this.#listenInfos(index) })
      .catch((cause: unknown) => {
        worker.close()
        throw this.#sentence(index, cause)
      })
    this.#slots.set(index, { index, worker, server, rooms: 0 })
  }

  #sentence(index: number, cause: unknown): AppError {
    const { listen, port } = this.#address
    return new AppError(
      'unavailable',
      `Media port ${port + index} (UDP and TCP) cannot be opened on ${listen.join(' and ')}. If another program has it, choose another: MEDIA_PORT=${port + 100} npm start`,
      { cause },
    )
  }

  #listenInfos(index: number) {
    const { listen, announced, port } = this.#address
    return listen.flatMap((ip) =>
      (['udp', 'tcp'] as const).map((protocol) => ({
        protocol,
        ip,
        ...(announced === undefined ? {} : { announcedAddress: announced }),
        ...(port === 0 ? {} : { port: port + index }),
      })),
    )
  }
}
