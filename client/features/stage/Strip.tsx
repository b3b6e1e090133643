import type { Call } from '../../call/Call.ts'
import type { Face } from './faces.ts'
import { SelfTile } from './SelfTile.tsx'
import css from './Stage.module.css'
import { Tile } from './Tile.tsx'

export interface Pin {
  readonly pinned: boolean
  readonly toggle: () => void
}

/** The faces beside what is shown large: below it on an upright screen, at its side on a wide one. */
export function Strip({
  call,
  faces,
  name,
  pinOf,
}: {
  readonly call: Call
  readonly faces: readonly Face[]
  readonly name: string
  readonly pinOf: ((peerId: string) => Pin) | undefined
}) {
  return (
    <div className={css.strip}>
      {faces.map((face) => (
        <Tile key={face.peerId} face={face} call={call} size="strip" pin={pinOf?.(face.peerId)} />
      ))}
      <SelfTile local={call.local} name={name} size="strip" />
    </div>
  )
}
