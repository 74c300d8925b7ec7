import { createContext, useContext } from 'react'
import type { Path } from '../../../../src-shared/domain/paths.ts'

/** What a form's fields ask of the design that they belong to. Paths start at the spec. */
export interface FormActions {
  /** A value typed in. */
  set(path: Path, value: unknown): void
  /** A choice made: others may follow it. */
  choose(path: Path, value: unknown): void
  /** Text that can't be read as a value of its field, with what is the matter; it shuts Queue until it is mended. */
  setUnread(path: Path, text: string, problem: string): void
  /** The text that was typed and can't be read, where there is one. */
  unreadAt(path: Path): string | undefined
  /** Why a choice can't be made now, or undefined. */
  reasonAgainst(path: Path, value: unknown): string | undefined
  /** What is wrong at exactly this path, or in what lies under it when nothing of it is shown. */
  complaintAt(path: Path, deep?: boolean): string | undefined
}

export const FormContext = createContext<FormActions | null>(null)
export function useForm(): FormActions {
  const form = useContext(FormContext)
  if (!form) throw new Error('FormContext is missing above this field')
  return form
}
