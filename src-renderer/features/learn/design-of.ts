import type { Preset } from '../../../src-shared/contract/methods.ts'
import type { Lesson } from '../../../src-shared/domain/lesson.ts'
import { experimentSpec } from '../../../src-shared/domain/spec.ts'
import { formulasOf } from '../../components/formula/index.ts'
import type { Formula } from '../../components/formula/term.ts'

/** What Design shows for the variant that a lesson is about; null where its preset can't be read. */
export function designOf(
  { run, design }: Pick<Lesson, 'run' | 'design'>,
  presets: readonly Preset[],
): { name: string; formulas: Formula[] } | null {
  const spec = experimentSpec.safeParse(presets.find(({ id }) => id === run.preset)?.spec)
  const variant = spec.data?.variants[run.variant]
  if (!spec.success || variant === undefined) return null
  const formulas = formulasOf(variant, spec.data.environment)
  return { name: variant.name, formulas: formulas.filter(({ id }) => design.includes(id)) }
}
