import { useId } from 'react'
import type { FieldIds } from './Field.tsx'

export function useFieldIds(): FieldIds {
  const id = useId()
  return { field: id, hint: `${id}-hint`, error: `${id}-error` }
}
