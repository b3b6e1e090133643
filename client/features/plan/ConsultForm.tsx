import { type ReactNode, useState } from 'react'
import { AppError } from '../../../shared/AppError.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Form } from '../../ui/Form.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAction } from '../../ui/useAction.ts'
import { ColleaguesCard } from './ColleaguesCard.tsx'
import { planOf, type Draft, type Plan } from './Draft.ts'
import { PatientFields } from './PatientFields.tsx'
import { TimeFields } from './TimeFields.tsx'

/** A consult to be planned or changed: who, when, and who else. */
export function ConsultForm({
  start,
  verb,
  patientKnown = true,
  onSave,
  other,
}: {
  start: Draft
  verb: string
  /** False when the patient's data was deleted: then there is nothing to change about it. */
  patientKnown?: boolean
  onSave: (plan: Plan) => Promise<void>
  /** The way out without saving. */
  other: ReactNode
}) {
  const [draft, setDraft] = useState(start)
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const save = useAction(async () => {
    const plan = planOf(draft)
    if (!plan) throw new AppError('bad_request', 'That time does not exist. Choose another.')
    await onSave(plan)
  })
  const actions = (
    <>
      <Button type="submit" kind="primary" busy={save.busy}>
        {verb}
      </Button>
      {other}
    </>
  )
  return (
    <Form error={save.error} onSubmit={() => void save.run()} actions={actions}>
      {patientKnown && (
        <Card title="Patient">
          <PatientFields draft={draft} onChange={change} />
        </Card>
      )}
      <Card title="When">
        <TimeFields draft={draft} onChange={change} />
      </Card>
      <Card title="What about">
        <TextField
          label="Title"
          hint="For you and your colleagues. It is sealed in the record and never mailed."
          required
          maxLength={120}
          value={draft.title}
          onChange={(title) => change({ title })}
        />
      </Card>
      <ColleaguesCard people={draft.people} onChange={(people) => change({ people })} />
    </Form>
  )
}
