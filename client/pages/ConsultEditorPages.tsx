import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import type { Consult } from '../../shared/api/consults.ts'
import { useAccount } from '../api/useAccount.ts'
import { useChange, useRead } from '../api/useRead.ts'
import { ConsultForm } from '../features/plan/ConsultForm.tsx'
import { changesBetween, draftOf, emptyDraft, planOf, type Plan } from '../features/plan/Draft.ts'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Shown } from '../ui/Shown.tsx'
import { useToast } from '../ui/useToast.ts'
import { StaffPage } from './StaffPage.tsx'

/** Plans a consult; its page, with the link and the code to give away, comes next. */
export function NewConsultPage() {
  const { timeZone } = useAccount()
  const [search] = useSearchParams()
  const [, go] = useLocation()
  const change = useChange()
  const toast = useToast()
  const [start] = useState(() => emptyDraft(new Date(), timeZone, search.get('day') ?? undefined))
  const save = async (plan: Plan) => {
    const { consultId } = await change('consults.plan', {}, plan)
    go(`/consults/${consultId}`, { replace: true })
    toast('The consult is planned. Now give the patient the link and the code.', { kind: 'good' })
  }
  return (
    <StaffPage title="New consult" width="reading">
      <h1>New consult</h1>
      <ConsultForm
        start={start}
        verb="Plan the consult"
        onSave={save}
        other={<LinkButton href="/">Back to my day</LinkButton>}
      />
    </StaffPage>
  )
}

export function EditConsultPage({ consultId }: { consultId: string }) {
  const read = useRead('consults.read', { consultId })
  return (
    <StaffPage title="Change the consult" width="reading">
      <h1>Change the consult</h1>
      <Shown read={read} words="Reading the consult">
        {(consult) => <EditConsult consult={consult} />}
      </Shown>
    </StaffPage>
  )
}

function EditConsult({ consult }: { consult: Consult }) {
  const { consultId } = consult
  const [, go] = useLocation()
  const change = useChange()
  const toast = useToast()
  // What it was when the form opened: only what this person changed is sent.
  const [start] = useState(() => draftOf(consult))
  const save = async (plan: Plan) => {
    const before = planOf(start)
    const changes = before ? changesBetween(before, plan) : plan
    if (Object.keys(changes).length > 0) {
      await change('consults.change', { consultId }, changes)
      toast('The changes are saved.', { kind: 'good' })
    }
    go(`/consults/${consultId}`)
  }
  return (
    <ConsultForm
      start={start}
      verb="Save the changes"
      patientKnown={consult.patient !== null}
      onSave={save}
      other={<LinkButton href={`/consults/${consultId}`}>Back without saving</LinkButton>}
    />
  )
}
