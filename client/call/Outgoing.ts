import type { Source } from '../../shared/protocol/media.ts'
import type { LocalMedia } from './LocalMedia.ts'
import type { Media } from './Media.ts'
import type { Signal } from './Signal.ts'
import { Store } from './Store.ts'

interface Wanted {
  readonly track: MediaStreamTrack | undefined
  readonly paused: boolean
}

/** Keeps what is sent equal to what the person's devices and buttons say, one change after the other. */
export class Outgoing {
  readonly mutedByHost = new Store(false)
  readonly #local: LocalMedia
  readonly #signal: Signal
  #media: Media | undefined
  #work: Promise<void> = Promise.resolve()

  constructor(local: LocalMedia, signal: Signal) {
    this.#local = local
    this.#signal = signal
    for (const store of [local.camera, local.microphone, local.screen])
      store.watch(() => this.settle())
    signal.hear('media.muted', ({ producerId }) => this.#obeyMute(producerId))
  }

  attach(media: Media | undefined): void {
    this.#media = media
    this.settle()
  }

  /** Everything that is sent ends, here and at the server, until `attach` is called again. */
  halt(): void {
    const media = this.#media
    this.#media = undefined
    for (const source of media?.producers.keys() ?? []) this.#end(media, source)
  }

  /** After a lost socket: streams that the server no longer has are sent anew, and pauses are said again. */
  async resume(producerIds: readonly string[]): Promise<void> {
    for (const [source, producer] of this.#media?.producers ?? []) {
      if (!producerIds.includes(producer.id)) this.#media?.stop(source)
      else await this.#sayPaused(producer.id, producer.paused)
    }
    this.settle()
  }

  settle(): void {
    this.#work = this.#work.then(async () => {
      for (const source of ['microphone', 'camera', 'screen', 'screenSound'] as const)
        await this.#settleOne(source).catch(() => undefined)
    })
  }

  #wanted(source: Source): Wanted {
    const { camera, microphone, screen } = this.#local
    switch (source) {
      case 'microphone':
        return { track: microphone.get().track, paused: microphone.get().state !== 'on' }
      case 'camera':
        return { track: camera.get().track, paused: camera.get().state !== 'on' }
      case 'screen':
        return { track: screen.get().stream?.getVideoTracks()[0], paused: false }
      case 'screenSound':
        return { track: screen.get().stream?.getAudioTracks()[0], paused: false }
    }
  }

  async #settleOne(source: Source): Promise<void> {
    const media = this.#media
    if (!media) return
    const { track, paused } = this.#wanted(source)
    const producer = media.producers.get(source)
    if (source === 'microphone' && !paused) this.mutedByHost.set(false)
    if (!producer) {
      if (track) await media.produce(source, track, paused)
      // Halted while it was begun: it ends as all the others did.
      if (this.#media !== media) this.#end(media, source)
      return
    }
    if (!track && source.startsWith('screen')) {
      media.stop(source)
      await this.#signal.ask('media.stop', { producerId: producer.id })
      return
    }
    if (paused && !producer.paused) {
      producer.pause()
      await this.#sayPaused(producer.id, true)
    }
    if (track && producer.track !== track) await producer.replaceTrack({ track })
    if (!paused && producer.paused) {
      producer.resume()
      await this.#sayPaused(producer.id, false)
    }
  }

  #end(media: Media | undefined, source: Source): void {
    const producerId = media?.stop(source)
    if (producerId !== undefined)
      void this.#signal.ask('media.stop', { producerId }).catch(() => undefined)
  }

  async #sayPaused(producerId: string, paused: boolean): Promise<void> {
    await this.#signal.ask('media.pause', { producerId, paused })
  }

  /** The server has stopped forwarding already; the button must say so too. Only the person opens it again. */
  #obeyMute(producerId: string): void {
    for (const [source, producer] of this.#media?.producers ?? []) {
      if (producer.id !== producerId) continue
      if (source === 'microphone') {
        this.mutedByHost.set(true)
        void this.#local.setMicrophone(false)
      }
      if (source === 'camera') void this.#local.setCamera(false)
      if (source.startsWith('screen')) void this.#local.shareScreen(false)
    }
  }
}
