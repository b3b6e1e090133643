import { CalendarSearch, ChevronLeft, ChevronRight } from 'lucide-react'
import { useRef } from 'react'
import { dayWords, nearDay } from '../../i18n/staffTimes.ts'
import { addDays } from '../../i18n/zonedTime.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { useHotkeys } from '../../ui/useHotkeys.ts'
import css from './DayPicker.module.css'

/** From day to day: by arrows on the screen and on the keyboard, by T to today, or by the calendar. */
export function DayPicker({
  day,
  today,
  onChoose,
}: {
  day: string
  today: string
  onChoose: (day: string) => void
}) {
  const before = () => onChoose(addDays(day, -1))
  const after = () => onChoose(addDays(day, 1))
  useHotkeys({ ArrowLeft: before, ArrowRight: after, t: () => onChoose(today) })
  const near = nearDay(day, today)
  const words = dayWords(day)
  return (
    <div className={css.picker}>
      <IconButton icon={ChevronLeft} label="The day before" hotkey="ArrowLeft" onClick={before} />
      <h1 className={css.day} aria-live="polite">
        {words.startsWith(near) ? words : <span className={css.near}>{near}</span>}
        {!words.startsWith(near) && <span className={css.date}>{words}</span>}
      </h1>
      <IconButton icon={ChevronRight} label="The day after" hotkey="ArrowRight" onClick={after} />
      <Calendar day={day} onChoose={onChoose} />
      {day !== today && (
        <Button
          kind="quiet"
          aria-keyshortcuts="T"
          title="Today (T)"
          onClick={() => onChoose(today)}
        >
          Today
        </Button>
      )}
    </div>
  )
}

/** The browser's own calendar, behind a button: the date that its field would show stands there already. */
function Calendar({ day, onChoose }: { day: string; onChoose: (day: string) => void }) {
  const field = useRef<HTMLInputElement>(null)
  return (
    <span className={css.calendar}>
      <input
        ref={field}
        type="date"
        tabIndex={-1}
        aria-hidden
        value={day}
        onChange={(event) => {
          if (event.target.value) onChoose(event.target.value)
        }}
      />
      <IconButton
        icon={CalendarSearch}
        label="Choose a day"
        onClick={() => field.current?.showPicker()}
      />
    </span>
  )
}
