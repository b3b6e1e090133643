import {
  attachReceiver,
  attachSender,
  ENCRYPTED_CONNECTION,
} from '../../../client/crypto/transform/attach.ts'
import { picture, until } from './media.ts'

/** What a receiver of one layer got. */
export interface Layer {
  readonly lines: number
  readonly decoded: number
}

const RIDS = ['l', 'm', 'h'] as const
const FRAMES = 20
const MID = 'urn:ietf:params:rtp-hdrext:sdes:mid'
const RID = 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id'
const REPAIRED_RID = 'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id'

/**
 * Three layers of one picture, sealed by one sender. Each is received as a picture of its own, which browsers don't
 * do; so the receiver is told that the layers' names are those of three media sections.
 */
export async function simulcast(sending: Worker, receiving: Worker): Promise<readonly Layer[]> {
  const [from, to] = [
    new RTCPeerConnection(ENCRYPTED_CONNECTION),
    new RTCPeerConnection(ENCRYPTED_CONNECTION),
  ]
  from.onicecandidate = ({ candidate }) => void to.addIceCandidate(atFirst(candidate))
  to.onicecandidate = ({ candidate }) => void from.addIceCandidate(atFirst(candidate))
  const track = picture(540)
  const stream = { source: 'camera', codec: 'vp8' } as const
  const sendEncodings = RIDS.map((rid, layer) => ({ rid, scaleResolutionDownBy: 4 / 2 ** layer }))
  const { sender } = from.addTransceiver(track, { direction: 'sendonly', sendEncodings })
  attachSender(sender, sending, { ...stream, id: 'camera' })
  await from.setLocalDescription()
  const offer = from.localDescription?.sdp ?? ''
  await to.setRemoteDescription({ type: 'offer', sdp: asThree(offer) })
  for (const { receiver, mid } of to.getTransceivers())
    attachReceiver(receiver, receiving, { ...stream, id: mid ?? '', personId: 'anna' })
  await to.setLocalDescription()
  const sdp = asOne(to.localDescription?.sdp ?? '', offer)
  await from.setRemoteDescription({ type: 'answer', sdp })
  let layers: readonly Layer[] = []
  await until(async () => {
    layers = await layersOf(to)
    return layers.length === RIDS.length && layers.every(({ decoded }) => decoded >= FRAMES)
  })
  track.stop()
  from.close()
  to.close()
  return layers
}

async function layersOf(connection: RTCPeerConnection): Promise<readonly Layer[]> {
  const stats = [...(await connection.getStats()).values()] as readonly RTCInboundRtpStreamStats[]
  return stats
    .filter(({ type }) => type === 'inbound-rtp')
    .map(({ frameHeight, framesDecoded }) => ({
      lines: frameHeight ?? 0,
      decoded: framesDecoded ?? 0,
    }))
    .toSorted((a, b) => a.lines - b.lines)
}

function atFirst(candidate: RTCIceCandidate | null): RTCIceCandidateInit | null {
  return candidate && { candidate: candidate.candidate, sdpMLineIndex: 0 }
}

/** Session lines, and those of the media section. */
function split(sdp: string): readonly [session: string, media: string] {
  const start = sdp.indexOf('m=')
  return [sdp.slice(0, start), sdp.slice(start)]
}

function idOf(sdp: string, extension: string): string {
  return new RegExp(`a=extmap:(\\d+)[^ ]* ${extension}\r`).exec(sdp)?.[1] ?? ''
}

function without(sdp: string, ...patterns: readonly RegExp[]): string {
  return patterns.reduce((left, pattern) => left.replaceAll(pattern, ''), sdp)
}

function asThree(offer: string): string {
  const [session, media] = split(offer)
  const ridId = idOf(offer, RID)
  const plain = without(
    media,
    /a=(?:simulcast|rid|msid):.*\r\n/g,
    new RegExp(`a=extmap:.*(?:${MID}|${RID}|${REPAIRED_RID})\r\n`, 'g'),
  )
  const sections = RIDS.map((rid) =>
    plain.replace(/a=mid:.*\r\n/, `a=mid:${rid}\r\na=extmap:${ridId} ${MID}\r\n`),
  )
  return bundled(session, RIDS.join(' ')) + sections.join('')
}

function asOne(answer: string, offer: string): string {
  const [session, media] = split(answer)
  const mid = /a=mid:(.*)\r\n/.exec(offer)?.[1] ?? ''
  const first = media.slice(0, media.indexOf('m=', 2))
  const extensions = [MID, RID]
    .map((extension) => `a=extmap:${idOf(offer, extension)} ${extension}\r\n`)
    .join('')
  const rids = RIDS.map((rid) => `a=rid:${rid} recv\r\n`).join('')
  const one = without(first, new RegExp(`a=extmap:.*${MID}\r\n`, 'g')).replace(
    /a=mid:.*\r\n/,
    `a=mid:${mid}\r\n${extensions}`,
  )
  return `${bundled(session, mid)}${one}${rids}a=simulcast:recv ${RIDS.join(';')}\r\n`
}

function bundled(session: string, mids: string): string {
  return session.replace(/a=group:BUNDLE.*\r\n/, `a=group:BUNDLE ${mids}\r\n`)
}
