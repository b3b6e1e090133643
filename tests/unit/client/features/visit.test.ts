import { describe, expect, test } from 'vitest'
import type { Call } from '../../../../client/api/send.ts'
import { digitsOf } from '../../../../client/features/codeEntry/digitsOf.ts'
import { checksOf } from '../../../../client/features/preview/checksOf.ts'
import { howToAllow } from '../../../../client/features/preview/howToAllow.ts'
import { troublesOf } from '../../../../client/features/preview/troublesOf.ts'
import { browserGap } from '../../../../client/features/visit/browserGap.ts'
import { openVisit } from '../../../../client/features/visit/openVisit.ts'
import { addressOf, linkIn } from '../../../../client/features/visit/visitLink.ts'
import { mayComeBack, type Look, type Visit } from '../../../../client/features/visit/visitStep.ts'
import { AppError, type ErrorCode } from '../../../../shared/AppError.ts'

const token = 'A'.repeat(43)
const look: Look = {
  state: 'open',
  opensAt: '2026-11-22T12:30:00Z',
  startsAt: '2026-11-22T13:30:00Z',
  timeZone: 'Europe/Berlin',
  centreName: 'Lindenhof',
  centrePhone: null,
}
const visit: Visit = {
  consultId: '00000000-0000-4000-8000-000000000000',
  name: 'Maria Keller',
  role: 'patient',
  centreName: 'Lindenhof',
  hostName: 'Dr Weber',
  startsAt: look.startsAt,
  minutes: 30,
  timeZone: look.timeZone,
  lateMinutes: 0,
  state: 'planned',
  phoneEnding: '42',
  centrePhone: null,
}

/** A server that answers with these, or fails with these codes. */
function server(of: { look?: Look | ErrorCode; read?: Visit | ErrorCode }): Call {
  const answers: Readonly<Record<string, unknown>> = {
    'visits.look': of.look,
    'visits.read': of.read,
  }
  const answer = async (name: string): Promise<unknown> => {
    const said = answers[name]
    if (said === undefined) throw new Error(`${name} must not be asked`)
    if (typeof said === 'string') throw new AppError(said as ErrorCode, 'No')
    return said
  }
  return answer as Call
}

describe('the first step of a visit', () => {
  const fresh = { token, known: false }
  const known = { token, known: true }
  const bare = { token: undefined, known: false }

  test('a new link asks for its code, even where a cookie of another visit is', async () => {
    expect(await openVisit(fresh, server({ look, read: visit }))).toEqual({ at: 'code', look })
  })

  test('a link whose code was given here goes on by the cookie', async () => {
    expect(await openVisit(known, server({ read: visit }))).toEqual({ at: 'preview', visit })
  })

  test('a reload without a link goes on by the cookie', async () => {
    expect(await openVisit(bare, server({ read: visit }))).toEqual({ at: 'preview', visit })
  })

  test('a cookie that has ended makes the link ask for its code again', async () => {
    expect(await openVisit(known, server({ look, read: 'unauthenticated' }))).toMatchObject({
      at: 'code',
    })
  })

  test.each(['early', 'locked', 'over'] as const)('a link that is %s says so', async (state) => {
    expect(await openVisit(fresh, server({ look: { ...look, state } }))).toMatchObject({
      at: state,
    })
  })

  test('without link and cookie the guest is sent back to the message', async () => {
    expect(await openVisit(bare, server({ read: 'unauthenticated' }))).toEqual({ at: 'noLink' })
    expect(await openVisit(fresh, server({ look: 'bad_request' }))).toEqual({ at: 'noLink' })
  })

  test('a line that is down is no ended visit', async () => {
    expect(await openVisit(known, server({ read: 'unavailable' }))).toEqual({ at: 'unreachable' })
    expect(await openVisit(fresh, server({ look: 'unavailable' }))).toEqual({ at: 'unreachable' })
  })

  test('a visit that has ended is not entered', async () => {
    const ended = { ...visit, state: 'ended' } as const
    expect(await openVisit(bare, server({ read: ended }))).toMatchObject({
      at: 'gone',
      why: 'ended',
    })
  })
})

test('nobody who was taken out or replaced is offered a way back in', () => {
  expect(['left', 'failed', 'refused'].every((why) => mayComeBack(why as 'left'))).toBe(true)
  expect(mayComeBack('removed')).toBe(false)
  expect(mayComeBack('revoked')).toBe(false)
  expect(mayComeBack('moved')).toBe(false)
})

test('only a whole secret is taken from a link', () => {
  expect(linkIn(`#${token}`)).toEqual({ token, secret: null })
  expect(linkIn(`#${token}A`)).toBeUndefined()
  expect(linkIn('#main')).toBeUndefined()
})

test('a code is read however it was typed, pasted, or in which digits', () => {
  expect(digitsOf(' 482 913 ')).toBe('482913')
  expect(digitsOf('482-913')).toBe('482913')
  expect(digitsOf('٤٨٢٩١٣')).toBe('482913')
  expect(digitsOf('code')).toBe('')
})

describe('the check before a visit', () => {
  test('never says that somebody is heard before they were', () => {
    expect(checksOf('on', 'on', false).map(({ words }) => words)).toEqual([
      'check.seen',
      'check.speak',
    ])
    expect(checksOf('on', 'on', true)).toEqual([{ words: 'check.both', good: true }])
  })

  test('says what the others miss', () => {
    expect(checksOf('off', 'off', true).map(({ words }) => words)).toEqual([
      'check.cameraOff',
      'check.microphoneOff',
    ])
  })

  test('names a refusal of both once, and other troubles each', () => {
    expect(troublesOf('refused', 'refused')).toEqual([
      { words: 'trouble.refusedBoth', refused: true },
    ])
    expect(troublesOf('missing', 'busy').map(({ words }) => words)).toEqual([
      'trouble.missing.camera',
      'trouble.busy.microphone',
    ])
    expect(troublesOf('off', 'on')).toEqual([])
  })
})

describe('a browser', () => {
  const CHROME = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36'
  const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Safari/604.1'
  const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.1 Safari/605.1.15'
  const powers = (userAgent: string, getUserMedia: unknown = () => undefined) => ({
    isSecureContext: true,
    RTCPeerConnection: () => undefined,
    navigator: { userAgent, mediaDevices: { getUserMedia } },
  })

  test('that has all that a call needs is used, and in an app it is sent to another', () => {
    expect(browserGap(powers(CHROME))).toBeUndefined()
    expect(browserGap(powers(`${IPHONE} FBAN/FBIOS`, null))).toBe('inApp')
    expect(browserGap(powers(IPHONE, null))).toBe('ios')
    expect(browserGap({ ...powers(CHROME), RTCPeerConnection: undefined })).toBe('other')
    expect(browserGap({ ...powers(CHROME), isSecureContext: false })).toBe('insecure')
  })

  test('is told in its own words how to allow the camera', () => {
    expect(howToAllow(CHROME, 0)).toBe('allow.chrome')
    expect(howToAllow(IPHONE, 5)).toBe('allow.safariIos')
    expect(howToAllow(MAC, 0)).toBe('allow.safari')
    expect(howToAllow(MAC, 5)).toBe('allow.safariIos')
    expect(howToAllow('Mozilla/5.0 (Android 15; Mobile) Gecko/140.0 Firefox/140.0', 5)).toBe(
      'allow.firefox',
    )
  })
})

test('the secret of a link is whole or the link is not one, and it goes along to another browser', () => {
  const secret = `${'b'.repeat(42)}A`
  const link = linkIn(`#${token}.${secret}`)
  expect(link).toEqual({ token, secret })
  expect(linkIn(`#${token}.${secret.slice(1)}`)).toBeUndefined()
  expect(linkIn(`#${token}.`)).toBeUndefined()
  expect(link && addressOf(link, 'https://a.example')).toBe(
    `https://a.example/visit#${token}.${secret}`,
  )
  expect(addressOf({ token, secret: null }, 'https://a.example')).toBe(
    `https://a.example/visit#${token}`,
  )
})
