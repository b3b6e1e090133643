import { send, type Call } from './send.ts'
import { SignIn } from './SignIn.ts'

/** The server, for everything on the page. */
export interface Api {
  /** As the signed-in member of staff. */
  readonly call: Call
  /** As whoever has the cookie: guests, and people who are not signed in yet. */
  readonly callOpen: Call
  readonly signIn: SignIn
}

const LOCK = 'consilium.refresh'
const CHANNEL = 'consilium.sign-in'

/** Wires the client to this browser: its fetch, its clock, and its locks and channel between tabs. */
export function createApi(): Api {
  // Bound, because fetch refuses to be called as anything but the window's.
  const fetch = globalThis.fetch.bind(globalThis)
  const signIn = new SignIn({
    fetch,
    now: () => Date.now(),
    alone: (task) => ('locks' in navigator ? navigator.locks.request(LOCK, task) : task()),
  })
  shareSigningOut(signIn)
  return {
    call: signIn.call,
    callOpen: (name, ...input) => send(fetch, undefined, name, input),
    signIn,
  }
}

/** Signing out in one tab clears the names from the others too. */
function shareSigningOut(signIn: SignIn): void {
  if (!('BroadcastChannel' in globalThis)) return
  const channel = new BroadcastChannel(CHANNEL)
  channel.addEventListener('message', () => signIn.forget())
  let wasIn = false
  signIn.watch(() => {
    const person = signIn.person()
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has none
    if (wasIn && person.state === 'out' && person.why !== 'ended') channel.postMessage('out')
    wasIn = person.state === 'in'
  })
}
