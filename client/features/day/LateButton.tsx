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
  const name = consult.patientName ?? 'the patient'
  const setLate = async (minutes: number) => {
    await change('consults.late', { consultId }, { minutes })
  }
  const undo = useAction(async () => {
    await setLate(lateMinutes)
    toast(`Taken back: ${name} will see the former time.`)
  })
  const late = useAction(async () => {
    const minutes = Math.min(lateMinutes + STEP_MINUTES, MOST_MINUTES)
    await setLate(minutes)
    toast(`${name} will see that you are ${minutes} minutes late.`, {
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
