/** A DTLS certificate made before joining, and its fingerprint, so that the server can be told of it in `room.join`. */
export interface Certificate {
  readonly certificate: RTCCertificate
  /** SHA-256, upper case (RFC 8122). */
  readonly fingerprint: string
}

/** Undefined where a browser can't: it then connects the second way, one round trip later. */
export async function makeCertificate(): Promise<Certificate | undefined> {
  try {
    const algorithm: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' }
    const certificate = await RTCPeerConnection.generateCertificate(algorithm)
    const fingerprint = await fingerprintOf(certificate)
    return fingerprint === undefined ? undefined : { certificate, fingerprint }
  } catch {
    return undefined
  }
}

/** Read from a throw-away offer, which works in every browser, unlike `getFingerprints`. */
async function fingerprintOf(certificate: RTCCertificate): Promise<string | undefined> {
  const connection = new RTCPeerConnection({ certificates: [certificate] })
  try {
    connection.createDataChannel('fingerprint')
    const { sdp } = await connection.createOffer()
    return /^a=fingerprint:sha-256 (\S+)/m.exec(sdp ?? '')?.[1]?.toUpperCase()
  } finally {
    connection.close()
  }
}
