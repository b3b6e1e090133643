export interface Device {
  readonly deviceId: string
  readonly label: string
}

export interface Devices {
  readonly cameras: readonly Device[]
  readonly microphones: readonly Device[]
  readonly speakers: readonly Device[]
}

export const NO_DEVICES: Devices = { cameras: [], microphones: [], speakers: [] }

/** Labels are empty until the person has allowed a device once. */
export async function listDevices(): Promise<Devices> {
  const all = await navigator.mediaDevices.enumerateDevices()
  const of = (kind: MediaDeviceKind): Device[] =>
    all
      .filter((device) => device.kind === kind && device.deviceId !== '')
      .map(({ deviceId, label }) => ({ deviceId, label }))
  return { cameras: of('videoinput'), microphones: of('audioinput'), speakers: of('audiooutput') }
}
