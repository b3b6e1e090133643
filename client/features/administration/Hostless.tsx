import { useState } from 'react'
import type { StaffView } from '../../../shared/api/centre.ts'
import type { HostlessView } from '../../../shared/api/hostless.ts'
import { AppError } from '../../../shared/AppError.ts'
import { canInCentre } from '../../../shared/domain/roles.ts'
import { useChange, useRead } from '../../api/useRead.ts'
import { lengthWords, whenWords } from '../../i18n/staffTimes.ts'
import { Button } from '../../ui/Button.tsx'
import { Note } from '../../ui/Note.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { useAction } from '../../ui/useAction.ts'
import { useToast } from '../../ui/useToast.ts'
import { readerZone } from '../readerZone.ts'
import { useNow } from '../useNow.ts'
import css from './administration.module.css'

const MINUTE_MS = 60_000

/** Visits whose hosts have all left the centre: the patient still expects them, so somebody must lead them. */
export function Hostless({ staff }: { staff: readonly StaffView[] }) {
  const { data = [], error } = useRead('hostless.list', {}, { everyMs: MINUTE_MS })
  if (error) return <Note kind="alarm">{error.message}</Note>
  if (data.length === 0) return null
  return (
    <section className={css.hostless} aria-label="Visits that nobody leads">
      <Note kind="attention" title="Visits that nobody leads">
        Everybody who could lead them has left. The patients still expect these consults: give each
        to somebody.
      </Note>
      <ul className={css.list}>
        {data.map((one) => (
          <HostlessItem key={one.consultId} one={one} staff={staff} />
        ))}
      </ul>
    </section>
  )
}

function HostlessItem({ one, staff }: { one: HostlessView; staff: readonly StaffView[] }) {
  const { consultId, minutes, timeZone, plannedBy } = one
  const change = useChange()
  const toast = useToast()
  const now = useNow(MINUTE_MS)
  const [staffId, setStaffId] = useState('')
  const when = whenWords(new Date(one.startsAt), timeZone, { now, timeZone: readerZone() })
  const free = staff.filter(
    ({ state, roles }) => state === 'active' && canInCentre(roles, 'consult.plan'),
  )
  const give = useAction(async () => {
    const host = free.find((member) => member.staffId === staffId)
    if (!host) throw new AppError('bad_request', 'Choose who leads this consult.')
    await change('hostless.give', {}, { consultId, staffId })
    toast(`${host.name} leads the consult ${when}.`, { kind: 'good' })
  })
  return (
    <li className={css.item}>
      <span className={css.who}>
        <b>{when}</b>
        <small>
          {lengthWords(minutes)}, planned by {plannedBy}
        </small>
      </span>
      <span className={css.give}>
        <SelectField
          label={`Who leads the consult ${when}`}
          labelHidden
          error={give.error}
          value={staffId}
          options={[
            { value: '', label: 'Choose who leads it…' },
            ...free.map((member) => ({ value: member.staffId, label: member.name })),
          ]}
          onChange={setStaffId}
        />
      </span>
      <Button busy={give.busy} onClick={() => void give.run()}>
        Give
      </Button>
    </li>
  )
}
