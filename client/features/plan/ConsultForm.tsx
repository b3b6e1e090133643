import { type ReactNode, useState } from 'react'
import { AppError } from '../../../shared/AppError.ts'
import { useAccount } from '../../api/useAccount.ts'
import { useRead } from '../../api/useRead.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Form } from '../../ui/Form.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAction } from '../../ui/useAction.ts'
import { useNow } from '../useNow.ts'
import { planOf, type Draft, type Plan } from './Draft.ts'
import css from './plan.module.css'
import { PeopleFields } from './PeopleFields.tsx'
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
  const { staffId } = useAccount()
  const now = useNow(10_000)
  const colleagues = useRead('colleagues.list', {})
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const save = useAction(async () => {
    const plan = planOf(draft)
    if (!plan) throw new AppError('bad_request', 'That time does not exist. Choose another.')
    await onSave(plan)
  })
  return (
    <Form
      error={save.error}
      onSubmit={() => void save.run()}
      actions={
        <>
          <Button type="submit" kind="primary" busy={save.busy}>
            {verb}
          </Button>
          {other}
        </>
      }
    >
      {patientKnown && <PatientCard draft={draft} onChange={change} />}
      <Card title="When">
        <TimeFields draft={draft} now={now} onChange={change} />
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
      <Card title="Colleagues">
        <Shown read={colleagues} words="Reading the names of your colleagues">
          {(list) => (
            <PeopleFields
              people={draft.people}
              colleagues={list}
              self={staffId}
              onChange={(people) => change({ people })}
            />
          )}
        </Shown>
      </Card>
    </Form>
  )
}

function PatientCard({
  draft,
  onChange,
}: {
  draft: Draft
  onChange: (part: Partial<Draft>) => void
}) {
  return (
    <Card title="Patient">
      <div className={css.row}>
        <TextField
          label="Name"
          required
          maxLength={100}
          autoComplete="off"
          value={draft.patientName}
          onChange={(patientName) => onChange({ patientName })}
        />
        <TextField
          label="Born on"
          type="date"
          min="1900-01-01"
          required
          value={draft.birthDate}
          onChange={(birthDate) => onChange({ birthDate })}
        />
      </div>
      <TextField
        label="Phone"
        hint="If the video fails we call the patient on this number."
        type="tel"
        required
        autoComplete="off"
        pattern="\+?[0-9 \(\)\/\-]{4,30}"
        title="Digits, spaces and +"
        value={draft.phone}
        onChange={(phone) => onChange({ phone })}
      />
    </Card>
  )
}
