import { useState } from 'react'
import type { RetentionClass } from '../../../shared/domain/retention.ts'
import { useChange, useRead } from '../../api/useRead.ts'
import type { OutputOf } from '../../api/send.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAction } from '../../ui/useAction.ts'
import { useToast } from '../../ui/useToast.ts'
import css from './administration.module.css'
import { LastRun } from './LastRun.tsx'
import { daysWords, retentionWords } from './retentionWords.ts'

type Rule = OutputOf<'retention.read'>['classes'][number]

/** How long each kind of data is kept, and that it is really deleted. */
export function RetentionTable() {
  const read = useRead('retention.read', {})
  const [changing, setChanging] = useState<Rule>()
  return (
    <>
      <Shown read={read} words="Reading the rules">
        {({ classes, lastRun }) => (
          <>
            <LastRun lastRun={lastRun} />
            <ul className={css.list}>
              {classes.map((rule) => (
                <RuleItem key={rule.of} rule={rule} onChange={() => setChanging(rule)} />
              ))}
            </ul>
          </>
        )}
      </Shown>
      {changing && (
        <Dialog
          title={retentionWords[changing.of].name}
          open
          onClose={() => setChanging(undefined)}
        >
          <RuleForm rule={changing} onDone={() => setChanging(undefined)} />
        </Dialog>
      )}
    </>
  )
}

function RuleItem({ rule, onChange }: { rule: Rule; onChange: () => void }) {
  const { name, what } = retentionWords[rule.of]
  return (
    <li className={css.item}>
      <span className={css.who}>
        <b>{name}</b>
        <small>{what}</small>
      </span>
      <span className={css.days}>
        <b>{daysWords(rule.days)}</b>
        <small>
          {rule.days === rule.defaultDays
            ? 'the default'
            : `default: ${daysWords(rule.defaultDays)}`}
        </small>
      </span>
      <Button aria-label={`Change ${name}`} onClick={onChange}>
        Change
      </Button>
    </li>
  )
}

function RuleForm({ rule, onDone }: { rule: Rule; onDone: () => void }) {
  const change = useChange()
  const toast = useToast()
  const [days, setDays] = useState(String(rule.days))
  const of: RetentionClass = rule.of
  const save = useAction(async () => {
    await change('retention.change', {}, { of, days: Number(days) })
    toast(`Kept for ${daysWords(Number(days))} from now on.`, { kind: 'good' })
    onDone()
  })
  const shorter = Number(days) < rule.days
  return (
    <Form
      error={save.error}
      onSubmit={() => void save.run()}
      actions={
        <Button type="submit" kind={shorter ? 'alarm' : 'primary'} busy={save.busy}>
          {shorter ? 'Keep it shorter' : 'Save'}
        </Button>
      }
    >
      <p>{retentionWords[of].what}</p>
      <TextField
        label="Days to keep it"
        hint={`At least ${daysWords(rule.minimumDays)}. Default: ${daysWords(rule.defaultDays)}.`}
        type="number"
        inputMode="numeric"
        min={rule.minimumDays}
        max={36_500}
        required
        value={days}
        onChange={setDays}
      />
      {shorter && <p>At the next clean-up, what is older is deleted for good.</p>}
    </Form>
  )
}
