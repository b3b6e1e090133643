/** Why this browser cannot hold a call. */
export type BrowserGap = 'insecure' | 'inApp' | 'ios' | 'android' | 'other' | 'unprotected'

/** What a call needs of a browser, looked up by name so that a test can take one away. */
export interface BrowserPowers {
  readonly isSecureContext: boolean
  readonly RTCPeerConnection?: unknown
  readonly navigator: {
    readonly userAgent: string
    readonly mediaDevices?: { readonly getUserMedia?: unknown }
  }
}

/** Browsers inside mail and chat apps: they often have no camera, and never a memory. */
const IN_APP = /FBAN|FBAV|Instagram|Line\/|MicroMessenger|GSA\/|; wv\)/

/** What is missing and, by the device, which browser to take instead; undefined when all is there. */
export function browserGap(of: BrowserPowers): BrowserGap | undefined {
  const { userAgent, mediaDevices } = of.navigator
  if (!of.isSecureContext) return 'insecure'
  if (of.RTCPeerConnection && mediaDevices?.getUserMedia) return undefined
  if (IN_APP.test(userAgent)) return 'inApp'
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'ios'
  return /Android/.test(userAgent) ? 'android' : 'other'
}
