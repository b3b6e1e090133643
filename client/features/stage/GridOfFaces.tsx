import type { Call } from '../../call/Call.ts'
import type { Face } from './faces.ts'
import { gridShape } from './gridShape.ts'
import { SelfTile } from './SelfTile.tsx'
import css from './Stage.module.css'
import type { Pin } from './Strip.tsx'
import { Tile } from './Tile.tsx'
import { useSize } from './useSize.ts'

/** The gap of `.grid` in Stage.module.css, CSS pixels. */
const GAP = 8

/** Everybody at the same size, oneself last. */
export function GridOfFaces({
  call,
  faces,
  name,
  pinOf,
}: {
  readonly call: Call
  readonly faces: readonly Face[]
  readonly name: string
  readonly pinOf: (peerId: string) => Pin
}) {
  const [grid, place] = useSize<HTMLDivElement>()
  const { tile } = gridShape(faces.length + 1, place, GAP)
  const style = { width: tile.width, height: tile.height }
  return (
    <div ref={grid} className={css.grid}>
      {faces.map((face) => (
        <Tile
          key={face.peerId}
          face={face}
          call={call}
          size="tile"
          style={style}
          pin={pinOf(face.peerId)}
        />
      ))}
      <SelfTile local={call.local} name={name} size="tile" style={style} />
    </div>
  )
}
