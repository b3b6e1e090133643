import css from './Brand.module.css'

/** The mark: two people's circles, and what they share. */
export function Brand() {
  return (
    <span className={css.brand}>
      <svg viewBox="0 0 32 24" aria-hidden focusable={false}>
        <circle cx="11.5" cy="12" r="9" />
        <circle cx="20.5" cy="12" r="9" />
      </svg>
      Consilium
    </span>
  )
}
