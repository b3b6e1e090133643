import { Clock } from 'lucide-react'
import type { ConsultSummary } from '../../../shared/api/consults.ts'
import { useChange } from '../../api/useRead.ts'
import { Button } from '../../ui/Button.tsx'
import { useAction } from '../../ui/useAction.ts'
import { useToast } from '../../ui/useToast.ts'

const STEP_MINUTES = 10
const MOST_MINUTES = 240

/** One click: ten minutes later, and whoever waits is told. It can be taken back. */
export function LateButton({ consult }: { consult: ConsultSummary }) {
  const change = useChange()
  const toast = useToast()
  const { consultId, lateMinutes } = consult
  const about = `late.${consultId}`
  const setLate = async (minutes: number) => {
    await change('consults.late', { consultId }, { minutes })
  }
  const undo = useAction(async () => {
    await setLate(lateMinutes)
    toast(
      lateMinutes > 0 ? `Back to ${lateMinutes} minutes late.` : 'Taken back: you are not late.',
      {
        about,
      },
    )
  })
  const late = useAction(async () => {
    const minutes = Math.min(lateMinutes + STEP_MINUTES, MOST_MINUTES)
    await setLate(minutes)
    // Who has a link may have changed since this page was read, so nobody is named.
    toast(`You are ${minutes} minutes late. Whoever waits, or opens a link, is told.`, {
      about,
      kind: 'good',
      action: { label: 'Undo', run: () => void undo.run() },
    })
  })
  const failed = late.error ?? undo.error
  return (
    <>
      <Button icon={Clock} busy={late.busy || undo.busy} onClick={() => void late.run()}>
        {lateMinutes > 0 ? `${STEP_MINUTES} minutes more` : "I'm late"}
      </Button>
      {failed && <span role="alert">{failed}</span>}
    </>
  )
}
