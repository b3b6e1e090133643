import { CalendarPlus } from 'lucide-react'
import { useLocation, useSearchParams } from 'wouter'
import { useAccount } from '../api/useAccount.ts'
import { useRead } from '../api/useRead.ts'
import { DayList } from '../features/day/DayList.tsx'
import { DayPicker } from '../features/day/DayPicker.tsx'
import { NextCard } from '../features/day/NextCard.tsx'
import { nextConsult } from '../features/day/nextConsult.ts'
import { readerZone } from '../features/readerZone.ts'
import { useNow } from '../features/useNow.ts'
import { nearDay, zoneWords } from '../i18n/staffTimes.ts'
import { offsetMs, wallTime } from '../i18n/zonedTime.ts'
import { Icon } from '../ui/Icon.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Shown } from '../ui/Shown.tsx'
import { useHotkeys } from '../ui/useHotkeys.ts'
import { StaffPage } from './StaffPage.tsx'
import css from './TodayPage.module.css'

const READ_EVERY_MS = 15_000
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A clinician's day: who comes now, who waits, and the rest in order. */
export function TodayPage() {
  const { timeZone } = useAccount()
  const now = useNow(10_000)
  const today = wallTime(now, timeZone).day
  const [search, setSearch] = useSearchParams()
  const asked = search.get('day') ?? ''
  const day = DAY.test(asked) && !Number.isNaN(Date.parse(asked)) ? asked : today
  const [, go] = useLocation()
  useHotkeys({ n: () => go('/consults/new') })
  const read = useRead('consults.list', { day, timeZone }, { everyMs: READ_EVERY_MS })
  const reader = { now, timeZone: readerZone() }
  return (
    <StaffPage title="My day">
      <div className={css.head}>
        <DayPicker
          day={day}
          today={today}
          onChoose={(chosen) => setSearch(chosen === today ? {} : { day: chosen })}
        />
        <LinkButton href={`/consults/new?day=${day}`} icon={CalendarPlus}>
          New consult
        </LinkButton>
      </div>
      <Shown read={read} words="Reading your list">
        {(consults) => {
          const next = day === today ? nextConsult(consults, now) : undefined
          return (
            <>
              {next && <NextCard key={next.consultId} consult={next} reader={reader} />}
              {consults.length > 0 ? (
                <DayList consults={consults} timeZone={timeZone} now={now} next={next} />
              ) : (
                <div className={css.empty}>
                  <Icon of={CalendarPlus} />
                  <p>You have no consults {nearWords(day, today)}.</p>
                </div>
              )}
              {offsetMs(now, timeZone) !== offsetMs(now, reader.timeZone) && (
                <p className={css.zone}>Times are in {zoneWords(timeZone, now)}.</p>
              )}
            </>
          )
        }}
      </Shown>
    </StaffPage>
  )
}

function nearWords(day: string, today: string): string {
  const near = nearDay(day, today)
  return near.includes(' ') ? `on ${near}` : near
}
