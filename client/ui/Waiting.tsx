import { Spinner } from './Spinner.tsx'
import css from './Spinner.module.css'

/** Something is on its way: nothing is shown for a moment, then a spinner, after a second the words too. */
export function Waiting({ words }: { words: string }) {
  return (
    <output className={css.waiting}>
      <Spinner />
      <span className={css.words}>{words}</span>
    </output>
  )
}
