import { createContext, useContext } from 'react'
import type { FieldAt } from '../../../src-shared/domain/field-at.ts'
import type { SweptValues } from './swept-values.ts'
import type { Path } from '../../../src-shared/domain/paths.ts'

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
  /** What the field at a path is, where it can be swept. */
  sweepableAt(path: Path): FieldAt | undefined
  /** The values that it takes, where it is swept, and their own place in the spec. */
  sweptAt(path: Path): { values: SweptValues; place: Path } | undefined
  /** Other values for it, or null: it has its own value again. `typed`: edits soon after another are one step back. */
  setSwept(path: Path, values: SweptValues | null, typed?: boolean): void
  /** What is wrong at exactly this path, or in what lies under it when nothing of it is shown. */
  complaintAt(path: Path, deep?: boolean): string | undefined
}

export const FormContext = createContext<FormActions | null>(null)
export function useForm(): FormActions {
  const form = useContext(FormContext)
  if (!form) throw new Error('FormContext is missing above this field')
  return form
}
