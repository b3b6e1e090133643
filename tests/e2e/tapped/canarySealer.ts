// Takes the place of the product's FrameSealer in the build of these tests.
import { FrameSealer } from '../../../client/crypto/sframe/FrameSealer.ts'
import { withCanary } from './canary.ts'

/** The product's own, of frames that have the canary in them. */
class CanarySealer extends FrameSealer {
  override seal(data: ArrayBuffer): Promise<ArrayBuffer | undefined> {
    return super.seal(withCanary(data))
  }
}

export { CanarySealer as FrameSealer }
