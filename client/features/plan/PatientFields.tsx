import { TextField } from '../../ui/TextField.tsx'
import type { Draft } from './Draft.ts'
import css from './plan.module.css'

/** Who is seen, and how to reach them when the video fails. */
export function PatientFields({
  draft,
  onChange,
}: {
  draft: Draft
  onChange: (part: Partial<Draft>) => void
}) {
  return (
    <>
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
    </>
  )
}
