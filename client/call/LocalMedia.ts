import { NO_CAPTURE, open, openBoth, type Capture, type CaptureKind } from './capture.ts'
import { listDevices, NO_DEVICES, type Devices } from './devices.ts'
import { meter, playNotes } from './sound.ts'
import { Store } from './Store.ts'

/** A device went away, or another took its place, without anybody asking. */
export interface DeviceNotice {
  readonly kind: 'unplugged' | 'switched'
  readonly device: 'camera' | 'microphone' | 'speaker'
}

export interface ScreenCapture {
  readonly state: 'off' | 'on'
  readonly stream: MediaStream | undefined
}

const NO_SCREEN: ScreenCapture = { state: 'off', stream: undefined }

/** A person's own camera, microphone, speaker and screen, before and during a call. Nothing is ever turned on by itself. */
export class LocalMedia {
  readonly camera = new Store<Capture>(NO_CAPTURE)
  readonly microphone = new Store<Capture>(NO_CAPTURE)
  readonly screen = new Store<ScreenCapture>(NO_SCREEN)
  readonly devices = new Store<Devices>(NO_DEVICES)
  readonly speaker = new Store<string>('')
  /** Loudness of the own microphone, 0 to 1. */
  readonly level = new Store(0)
  readonly notice = new Store<DeviceNotice | undefined>(undefined)
  #stopMeter: (() => void) | undefined
  #listening = false

  /** Asks for camera and microphone; each may fail alone, and a call works without either. */
  async start(): Promise<void> {
    this.#listen()
    this.camera.set({ ...NO_CAPTURE, state: 'starting' })
    this.microphone.set({ ...NO_CAPTURE, state: 'starting' })
    const { camera, microphone } = await openBoth({ camera: undefined, microphone: undefined })
    this.#take('camera', camera)
    this.#take('microphone', microphone)
    await this.#refresh()
  }

  async setCamera(on: boolean): Promise<void> {
    if (on) return this.#open('camera', this.camera.get().deviceId)
    const { track, deviceId } = this.camera.get()
    track?.stop()
    this.camera.set({ state: 'off', track: undefined, deviceId })
  }

  /** Muting keeps the device open, so that speaking again is at once. */
  async setMicrophone(on: boolean): Promise<void> {
    const { track, deviceId } = this.microphone.get()
    if (!track) return on ? this.#open('microphone', deviceId) : undefined
    track.enabled = on
    this.microphone.set({ state: on ? 'on' : 'off', track, deviceId })
  }

  chooseCamera(deviceId: string): Promise<void> {
    return this.#open('camera', deviceId)
  }

  /** Another microphone starts as muted as the one before it. */
  async chooseMicrophone(deviceId: string): Promise<void> {
    const muted = this.microphone.get().state === 'off' && this.microphone.get().track !== undefined
    await this.#open('microphone', deviceId)
    if (muted) await this.setMicrophone(false)
  }

  chooseSpeaker(deviceId: string): void {
    this.speaker.set(deviceId)
  }

  playTestSound(): Promise<void> {
    return playNotes(this.speaker.get())
  }

  /** A whole screen or window, to be read: detail before motion, with its sound where the browser gives it. */
  async shareScreen(on: boolean): Promise<void> {
    for (const track of this.screen.get().stream?.getTracks() ?? []) track.stop()
    this.screen.set(NO_SCREEN)
    if (!on) return
    const stream = await navigator.mediaDevices.getDisplayMedia({
      video: { width: { max: 1920 }, height: { max: 1080 }, frameRate: { ideal: 15, max: 30 } },
      audio: true,
    })
    const [video] = stream.getVideoTracks()
    if (video) video.contentHint = 'detail'
    // The browser's own "Stop sharing" button ends the track.
    video?.addEventListener('ended', () => void this.shareScreen(false), { once: true })
    this.screen.set({ state: 'on', stream })
  }

  stop(): void {
    this.#stopMeter?.()
    this.#stopMeter = undefined
    for (const { track } of [this.camera.get(), this.microphone.get()]) track?.stop()
    for (const track of this.screen.get().stream?.getTracks() ?? []) track.stop()
    this.camera.set(NO_CAPTURE)
    this.microphone.set(NO_CAPTURE)
    this.screen.set(NO_SCREEN)
    if (this.#listening) navigator.mediaDevices.removeEventListener('devicechange', this.#changed)
    this.#listening = false
  }

  async #open(kind: CaptureKind, deviceId: string | undefined): Promise<void> {
    const before = this[kind].get()
    before.track?.stop()
    this[kind].set({ state: 'starting', track: undefined, deviceId })
    this.#take(kind, await open(kind, deviceId))
    // What was said of the device before is no longer so.
    if (this[kind].get().track && this.notice.get()?.device === kind) this.notice.set(undefined)
    await this.#refresh()
  }

  #take(kind: CaptureKind, capture: Capture): void {
    capture.track?.addEventListener('ended', () => void this.#lost(kind, capture), { once: true })
    if (kind === 'microphone') {
      this.#stopMeter?.()
      this.#stopMeter = capture.track && meter(capture.track, (level) => this.level.set(level))
    }
    this[kind].set(capture)
  }

  /** The device was unplugged: another takes its place, as muted as it was, or none does and the person is told. */
  async #lost(kind: CaptureKind, lost: Capture): Promise<void> {
    const now = this[kind].get()
    if (now.track !== lost.track) return
    const muted = now.state === 'off'
    await this.#open(kind, undefined)
    const found = this[kind].get().track !== undefined
    if (found && muted && kind === 'microphone') await this.setMicrophone(false)
    this.notice.set({ kind: found ? 'switched' : 'unplugged', device: kind })
  }

  #listen(): void {
    if (this.#listening) return
    this.#listening = true
    navigator.mediaDevices.addEventListener('devicechange', this.#changed)
  }

  readonly #changed = (): void => void this.#refresh()

  async #refresh(): Promise<void> {
    const devices = await listDevices()
    this.devices.set(devices)
    const chosen = this.speaker.get()
    if (chosen === '' || devices.speakers.some(({ deviceId }) => deviceId === chosen)) return
    this.speaker.set('')
    this.notice.set({ kind: 'switched', device: 'speaker' })
  }
}
