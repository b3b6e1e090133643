import { type ReactNode, useEffect } from 'react'
import css from './Page.module.css'

/**
 * The frame of every page: its name in the tab, its density, a bar on top, and a way past the bar.
 * `guest` is one thing at a time in large type; `staff` is a compact tool; `full` leaves the whole window to a stage.
 */
export function Page({
  title,
  density,
  bar,
  skipLabel = 'Skip to the page',
  width = 'reading',
  children,
}: {
  title: string
  density: 'guest' | 'staff'
  bar?: ReactNode
  skipLabel?: string
  width?: 'narrow' | 'reading' | 'wide' | 'full'
  children: ReactNode
}) {
  useEffect(() => {
    document.title = title === 'Consilium' ? title : `${title} · Consilium`
  }, [title])
  useEffect(() => {
    const html = document.documentElement
    // On a page that replaced another the focus went away with the link that was followed.
    if (html.dataset['density'] && document.activeElement === document.body) focusMain()
    html.dataset['density'] = density
  }, [density])
  return (
    <div className={css.page}>
      {bar && (
        <>
          <a className={css.skip} href="#main" onClick={skip}>
            {skipLabel}
          </a>
          <header className={css.bar}>{bar}</header>
        </>
      )}
      <main id="main" tabIndex={-1} className={[css.main, css[width]].join(' ')}>
        {children}
      </main>
    </div>
  )
}

/** By script: a link to a fragment would be a page change to the router. */
function skip(event: { preventDefault: () => void }): void {
  event.preventDefault()
  focusMain()
}

function focusMain(): void {
  document.getElementById('main')?.focus()
}
