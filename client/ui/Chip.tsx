import type { ReactNode } from 'react'
import css from './Chip.module.css'

export type ChipKind = 'plain' | 'good' | 'attention' | 'alarm'

/** A state in a word or two. */
export function Chip({ kind = 'plain', children }: { kind?: ChipKind; children: ReactNode }) {
  return <span className={`${css.chip} ${css[kind]}`}>{children}</span>
}
