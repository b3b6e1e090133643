import { create } from 'qrcode'
import css from './QrCode.module.css'

/** A code for a camera, made here: the text goes nowhere. Always black on white, with the quiet zone of ISO/IEC 18004. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  let path = ''
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1)
      if (modules.get(row, column)) path += `M${column} ${row}h1v1h-1z`
  return (
    <svg
      className={css.code}
      viewBox={`-4 -4 ${size + 8} ${size + 8}`}
      shapeRendering="crispEdges"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <img> would need the picture as a data: address
      role="img"
    >
      <path d={path} />
    </svg>
  )
}
