import type { Box } from './gridShape.ts'

/** The corners where one's own picture may lie, clockwise. It never lies in the middle of a face. */
export const CORNERS = ['topLeft', 'topRight', 'bottomRight', 'bottomLeft'] as const
export type Corner = (typeof CORNERS)[number]

const MOVES: Readonly<Record<string, (corner: Corner) => Corner>> = {
  ArrowUp: (corner) => (corner.endsWith('Left') ? 'topLeft' : 'topRight'),
  ArrowDown: (corner) => (corner.endsWith('Left') ? 'bottomLeft' : 'bottomRight'),
  ArrowLeft: (corner) => (corner.startsWith('top') ? 'topLeft' : 'bottomLeft'),
  ArrowRight: (corner) => (corner.startsWith('top') ? 'topRight' : 'bottomRight'),
}

/** Where an arrow key moves it; undefined for any other key. */
export function cornerByKey(corner: Corner, key: string): Corner | undefined {
  return Object.hasOwn(MOVES, key) ? MOVES[key]?.(corner) : undefined
}

/** The corner nearest to where it was dropped: a point inside the stage. */
export function nearestCorner(x: number, y: number, stage: Box): Corner {
  const side = x < stage.width / 2 ? 'Left' : 'Right'
  return y < stage.height / 2 ? `top${side}` : `bottom${side}`
}

/** The next one clockwise: for a tap, and for those who cannot drag. */
export function nextCorner(corner: Corner): Corner {
  return CORNERS[(CORNERS.indexOf(corner) + 1) % CORNERS.length] ?? corner
}
