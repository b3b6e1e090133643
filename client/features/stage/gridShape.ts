export interface Box {
  readonly width: number
  readonly height: number
}

export interface GridShape {
  readonly columns: number
  /** One tile, CSS pixels. */
  readonly tile: Box
}

/** A face may be a little taller than wide and up to cinema-wide; beyond that tiles stop growing. */
const TALLEST = 3 / 4
const WIDEST = 16 / 9

/** The columns with which `count` faces get the most of a place. */
export function gridShape(count: number, place: Box, gap: number): GridShape {
  const shapes = Array.from({ length: Math.max(1, count) }, (_, index) =>
    shapeOf(index + 1, Math.max(1, count), place, gap),
  )
  return shapes.reduce((best, shape) => (area(shape) > area(best) ? shape : best))
}

function shapeOf(columns: number, count: number, place: Box, gap: number): GridShape {
  const rows = Math.ceil(count / columns)
  const width = Math.max(0, (place.width - gap * (columns - 1)) / columns)
  const height = Math.max(0, (place.height - gap * (rows - 1)) / rows)
  return {
    columns,
    tile: {
      width: Math.floor(Math.min(width, height * WIDEST)),
      height: Math.floor(Math.min(height, width / TALLEST)),
    },
  }
}

function area({ tile }: GridShape): number {
  return tile.width * tile.height
}
