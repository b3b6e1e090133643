import { GroupKeeper } from './GroupKeeper.ts'
import { browserMemory } from './device/browserMemory.ts'
import { holdLifeLine } from './lifeLine.ts'
import { serve, type Wall } from './rpc.ts'
import { FrameKeys } from './sframe/FrameKeys.ts'
import { serveTransforms, type TransformScope } from './transform/serveTransforms.ts'

// The one worker of a call: this device's place in the room's group, and every frame that comes and goes. Its keys are
// in no other memory of the page.
const scope = globalThis as unknown as TransformScope & Wall
const now = (): number => Date.now()
/** Never goes back, whatever is done to the clock. */
const steady = (): number => performance.now()

const keys = new FrameKeys(steady)
const counts = serveTransforms(scope, keys, steady)
serve(scope, new GroupKeeper({ keys, memoryOf: browserMemory, now, counts: async () => counts() }))
holdLifeLine(scope, `consilium.crypto.${crypto.randomUUID()}`)
