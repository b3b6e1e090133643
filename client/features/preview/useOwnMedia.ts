import { useEffect } from 'react'
import type { LocalMedia } from '../../call/LocalMedia.ts'

/** What a person had turned off, before camera and microphone were let go. */
export interface TurnedOff {
  readonly camera: boolean
  readonly microphone: boolean
}

/** Asks for camera and microphone. Whoever comes back finds off what they had turned off. */
export function useOwnMedia(local: LocalMedia, turnedOff: TurnedOff | undefined): void {
  useEffect(() => {
    if (!turnedOff?.camera && !turnedOff?.microphone) return void local.start()
    if (!turnedOff.microphone) void local.setMicrophone(true)
    if (!turnedOff.camera) void local.setCamera(true)
    return undefined
    // Once for each time that this page is shown.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [local])
}
