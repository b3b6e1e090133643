import { useState } from 'react'
import { useApi } from '../../api/useApi.ts'
import { useChange, useRead } from '../../api/useRead.ts'
import type { OutputOf } from '../../api/send.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { Form } from '../../ui/Form.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAction } from '../../ui/useAction.ts'
import { useToast } from '../../ui/useToast.ts'
import { ZoneField } from '../ZoneField.tsx'

type Centre = OutputOf<'centre.read'>

export function CentreSettings() {
  const read = useRead('centre.read', {})
  return (
    <Shown read={read} words="Reading the settings">
      {(centre) => <SettingsForm centre={centre} />}
    </Shown>
  )
}

function SettingsForm({ centre }: { centre: Centre }) {
  const { signIn } = useApi()
  const change = useChange()
  const toast = useToast()
  const [draft, setDraft] = useState({ ...centre, phone: centre.phone ?? '' })
  const edit = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }))
  const save = useAction(async () => {
    await change('centre.change', {}, { ...draft, phone: draft.phone.trim() || null })
    toast('The settings are saved.', { kind: 'good' })
    await signIn.readAgain()
  })
  return (
    <Form
      error={save.error}
      onSubmit={() => void save.run()}
      actions={
        <Button type="submit" kind="primary" busy={save.busy}>
          Save the settings
        </Button>
      }
    >
      <TextField
        label="Name of the centre"
        hint="Guests see it on their visit."
        required
        maxLength={120}
        value={draft.name}
        onChange={(name) => edit({ name })}
      />
      <TextField
        label="Phone"
        hint="Guests are told to call it when nothing else works. May be left empty."
        type="tel"
        pattern="\+?[0-9 \(\)\/\-]{4,30}"
        title="Digits, spaces and +"
        value={draft.phone}
        onChange={(phone) => edit({ phone })}
      />
      <ZoneField value={draft.timeZone} onChange={(timeZone) => edit({ timeZone })} />
      <CheckField
        label="Everybody must sign in with a second factor"
        hint="Whoever has none yet sets it up at the next step they take."
        checked={draft.secondFactorRequired}
        onChange={(secondFactorRequired) => edit({ secondFactorRequired })}
      />
    </Form>
  )
}
