import css from './Spinner.module.css'

/** Turns beside words that say what is being done; says nothing itself. */
export function Spinner() {
  return <span className={css.spinner} aria-hidden />
}
