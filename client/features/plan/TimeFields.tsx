import { dayWords, lengthWords, nearDay, zoneWords } from '../../i18n/staffTimes.ts'
import { instantOf, wallTime } from '../../i18n/zonedTime.ts'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useNow } from '../useNow.ts'
import { ZoneField } from '../ZoneField.tsx'
import type { Draft } from './Draft.ts'
import css from './plan.module.css'

const LENGTHS = [10, 15, 20, 30, 45, 60, 90, 120]

/** Day, time, length and zone, and what they come to in words. */
export function TimeFields({
  draft,
  onChange,
}: {
  draft: Draft
  onChange: (part: Partial<Draft>) => void
}) {
  const now = useNow(10_000)
  const lengths = [...new Set([...LENGTHS, draft.minutes])].sort((a, b) => a - b)
  return (
    <>
      <div className={css.row}>
        <TextField
          label="Day"
          type="date"
          required
          value={draft.day}
          onChange={(day) => onChange({ day })}
        />
        <TextField
          label="Time"
          type="time"
          required
          value={draft.time}
          onChange={(time) => onChange({ time })}
        />
        <SelectField
          label="Length"
          value={String(draft.minutes)}
          options={lengths.map((minutes) => ({
            value: String(minutes),
            label: lengthWords(minutes),
          }))}
          onChange={(minutes) => onChange({ minutes: Number(minutes) })}
        />
        <ZoneField value={draft.timeZone} onChange={(timeZone) => onChange({ timeZone })} />
      </div>
      <p className={css.words} aria-live="polite">
        {timeWords(draft, now)}
      </p>
    </>
  )
}

function timeWords(draft: Draft, now: Date): string {
  if (!draft.day || !draft.time) return 'Choose a day and a time.'
  const at = instantOf(draft, draft.timeZone)
  if (!at) return 'The clocks change that night: this time does not exist. Please choose another.'
  const end = wallTime(new Date(at.getTime() + draft.minutes * 60_000), draft.timeZone).time
  const near = nearDay(draft.day, wallTime(now, draft.timeZone).day)
  const day = dayWords(draft.day)
  const said = near.includes(' ') ? day : `${near}, ${day}`
  const past = at < now ? ' This time has passed.' : ''
  return `${said}, ${draft.time} to ${end}, ${zoneWords(draft.timeZone, at)}.${past}`
}
