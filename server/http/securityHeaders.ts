import type { RequestHandler } from 'express'
import helmet from 'helmet'

const YEAR_SECONDS = 365 * 86_400
const OURS = [
  // Sound of others must start by itself: nobody hears a call by clicking first.
  'autoplay',
  'camera',
  'microphone',
  'display-capture',
  'fullscreen',
  'speaker-selection',
  'screen-wake-lock',
]
const NOBODYS = [
  'accelerometer',
  'browsing-topics',
  'encrypted-media',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'midi',
  'payment',
  'publickey-credentials-get',
  'serial',
  'storage-access',
  'usb',
  'xr-spatial-tracking',
]

export interface SecurityRule {
  readonly publicUrl: string
  readonly production: boolean
}

/** What the browser is told to refuse, on every answer: anything that is not our own file, frame, device or origin. */
export function securityHeaders({
  publicUrl,
  production,
}: SecurityRule): readonly RequestHandler[] {
  const permissions = [
    ...OURS.map((name) => `${name}=(self)`),
    ...NOBODYS.map((name) => `${name}=()`),
  ].join(', ')
  return [
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: contentPolicy(publicUrl) },
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      crossOriginResourcePolicy: { policy: 'same-origin' },
      referrerPolicy: { policy: 'no-referrer' },
      strictTransportSecurity: production && { maxAge: 2 * YEAR_SECONDS, includeSubDomains: true },
      xFrameOptions: { action: 'deny' },
    }),
    (_request, response, next) => {
      response.set('Permissions-Policy', permissions)
      next()
    },
  ]
}

function contentPolicy(publicUrl: string): Record<string, string[]> {
  return {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    mediaSrc: ["'self'", 'blob:', 'mediastream:'],
    fontSrc: ["'self'"],
    // The socket's address is spelled out: not every browser counts `wss:` of the same host as 'self'.
    connectSrc: ["'self'", new URL(publicUrl).origin.replace(/^http/, 'ws')],
    workerSrc: ["'self'"],
    manifestSrc: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
  }
}
