import { LogIn } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { CodeField } from '../../ui/CodeField.tsx'
import { focusNow } from '../../ui/focusNow.ts'
import { Form } from '../../ui/Form.tsx'
import type { Action } from '../../ui/useAction.ts'

/** The second factor: a code of six digits that the phone shows now. */
export function CodeStep({ action, onBack }: { action: Action<[string]>; onBack: () => void }) {
  const [code, setCode] = useState('')
  return (
    <Form
      label="Second factor"
      error={action.error}
      onSubmit={() => void action.run(code.replaceAll(/\D/g, ''))}
      actions={
        <>
          <Button type="submit" kind="primary" icon={LogIn} busy={action.busy}>
            Sign in
          </Button>
          <Button onClick={onBack}>Back</Button>
        </>
      }
    >
      <CodeField
        hint="Six digits from the authenticator app on your phone."
        ref={focusNow}
        value={code}
        onChange={setCode}
      />
    </Form>
  )
}
