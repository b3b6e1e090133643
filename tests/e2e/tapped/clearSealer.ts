// Takes the place of the product's FrameSealer in the build that shows that these tests can fail.
import { FrameSealer } from '../../../client/crypto/sframe/FrameSealer.ts'
import { withCanary } from './canary.ts'

/** Encrypts nothing. */
class ClearSealer extends FrameSealer {
  override async seal(data: ArrayBuffer): Promise<ArrayBuffer | undefined> {
    this.counts.seen += 1
    this.counts.sealed += 1
    return withCanary(data)
  }
}

export { ClearSealer as FrameSealer }
