import { useEffect, useState } from 'react'
import type { Ticket } from '../../shared/api/consults.ts'
import type { Entry } from '../call/group/Entry.ts'
import type { Call } from '../call/Call.ts'
import type { LocalMedia } from '../call/LocalMedia.ts'

export interface Engine {
  readonly call: Call
  readonly local: LocalMedia
}

/** The engine's code: asked for early, it is there when the engine is wanted. */
export function loadEngine() {
  return Promise.all([import('../call/Call.ts'), import('../call/LocalMedia.ts')])
}

/** The call engine, fetched as soon as it is wanted; it lets go of camera and room when the page goes. `getTicket` and `entry` must not change. */
export function useEngine(
  getTicket: () => Promise<Ticket>,
  entry: Entry,
  wanted: boolean,
): Engine | undefined {
  const [engine, setEngine] = useState<Engine | { readonly error: unknown }>()
  useEffect(() => {
    if (!wanted) return undefined
    let late = false
    let made: Engine | undefined
    const make = async (): Promise<void> => {
      try {
        const [{ Call }, { LocalMedia }] = await loadEngine()
        if (late) return
        const local = new LocalMedia()
        made = { local, call: new Call({ getTicket, local, entry }) }
        setEngine(made)
      } catch (error) {
        setEngine({ error })
      }
    }
    void make()
    return () => {
      late = true
      made?.call.abandon()
      made?.local.stop()
      setEngine(undefined)
    }
  }, [getTicket, entry, wanted])
  if (engine && 'error' in engine) throw engine.error
  return engine
}
