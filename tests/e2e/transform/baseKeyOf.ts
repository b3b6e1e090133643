/** What everybody in the test comes to in an epoch. */
export function baseKeyOf(epoch: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(16).fill(epoch)
}
