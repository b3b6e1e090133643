import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/useApi.ts'
import { nearDay } from '../../i18n/staffTimes.ts'
import { wallTime } from '../../i18n/zonedTime.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { Note } from '../../ui/Note.tsx'
import { Shown } from '../../ui/Shown.tsx'
import type { OwnDevice } from '../OwnDevice.ts'
import { readerZone } from '../readerZone.ts'
import { useOwnDevice } from '../useOwnDevice.ts'
import { DeviceDialogs, type DeviceStep } from './DeviceDialogs.tsx'
import css from './OwnDevices.module.css'
import { readDevices, type DeviceRow } from './ownDevices.ts'

interface Devices {
  readonly own: OwnDevice | undefined
  readonly rows: readonly DeviceRow[]
}

/** The browsers that hold one's keys: which is which, and whether this one knows the others. */
export function OwnDevices() {
  const { call } = useApi()
  const device = useOwnDevice()
  const queries = useQueryClient()
  const [step, setStep] = useState<DeviceStep>()
  const read = useQuery<Devices>({
    queryKey: ['ownDevices'],
    queryFn: async () => {
      const own = await device
      return { own, rows: await readDevices(call, own) }
    },
  })
  return (
    <>
      <p>
        Each browser that you sign in with has keys of its own. They open what colleagues and
        patients send you, and by them colleagues know that it is you.
      </p>
      <Shown read={read} words="Reading the list of your devices">
        {({ own, rows }) => (
          <>
            {!own && (
              <Note kind="attention">
                This browser keeps no keys for you: it is a private window, or you have ten devices
                already. Visits work, but guests cannot be verified by their link here.
              </Note>
            )}
            <ul className={css.list}>
              {rows.map((row) => (
                <Device key={row.deviceId} row={row} vouches={own !== undefined} onStep={setStep} />
              ))}
            </ul>
            {step && (
              <DeviceDialogs
                step={step}
                own={own}
                rows={rows}
                onDone={async () => queries.invalidateQueries()}
                onClose={() => setStep(undefined)}
              />
            )}
          </>
        )}
      </Shown>
    </>
  )
}

function Device({
  row,
  vouches,
  onStep,
}: {
  row: DeviceRow
  vouches: boolean
  onStep: (step: DeviceStep) => void
}) {
  const { label, shortCode, standing, addedAt, lastSeenAt } = row
  return (
    <li className={css.device} aria-label={label}>
      <span className={css.words}>
        <b>{label}</b>
        <small>
          Since {dayOf(addedAt)} · last seen {dayOf(lastSeenAt)}
        </small>
        <small>
          Code <span className={css.code}>{shortCode}</span>
        </small>
      </span>
      <span className={css.side}>
        {standing === 'this' && <Chip kind="good">This browser</Chip>}
        {standing === 'compared' && <Chip kind="good">Compared</Chip>}
        {standing === 'strange' && <Chip kind="attention">Not compared here</Chip>}
        {standing === 'strange' && vouches && (
          <Button onClick={() => onStep({ does: 'vouch', row })}>Vouch for it</Button>
        )}
        <Button onClick={() => onStep({ does: 'remove', row })}>Remove</Button>
      </span>
    </li>
  )
}

function dayOf(instant: string): string {
  const dayAt = (at: Date): string => wallTime(at, readerZone()).day
  return nearDay(dayAt(new Date(instant)), dayAt(new Date()))
}
