import { canTransform } from './attach.ts'

/** Whether this browser can do all that an encrypted call needs. Asked before joining, so that nobody finds out inside. */
export async function canEncrypt(): Promise<boolean> {
  if (!canTransform() || !globalThis.isSecureContext) return false
  const { subtle } = crypto
  const make = (name: string, uses: readonly KeyUsage[]) =>
    subtle.generateKey({ name, length: 128 }, false, uses)
  return Promise.all([
    make('Ed25519', ['sign', 'verify']),
    make('X25519', ['deriveBits']),
    make('AES-GCM', ['encrypt', 'decrypt']),
  ]).then(
    () => true,
    () => false,
  )
}
