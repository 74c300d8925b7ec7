import { useMemo } from 'react'
import { pointsOf } from '../../../../src-shared/domain/points.ts'
import type { ExperimentSpec } from '../../../../src-shared/domain/spec.ts'
import { formulasOf, legendOf } from '../../../components/formula/index.ts'
import { latexOf } from '../../../components/formula/term.ts'
import { Formula } from '../../../components/formula/formula.tsx'
import styles from './formula-panel.module.css'

/** The current choice as the chapter writes it; of a variant that is swept, its first point. */
export function FormulaPanel({ spec, index }: { spec: ExperimentSpec; index: number }) {
  const name = spec.variants[index]!.name
  const { variant, environment, settings } = useMemo(
    () =>
      pointsOf(spec).find(({ template }) => template === index) ?? {
        variant: spec.variants[index]!,
        environment: spec.environment,
        settings: [],
      },
    [spec, index],
  )
  const formulas = useMemo(() => formulasOf(variant, environment), [variant, environment])
  return (
    <section className={styles.formulas} aria-label={`Formula of ${name}`}>
      <div
        className={styles.formulaRow}
        tabIndex={0}
        role="group"
        aria-label="Formulas; scroll where there are many or long ones"
      >
        {formulas.map((formula) => (
          <Formula key={formula.id} latex={latexOf(formula)} />
        ))}
      </div>
      <p>
        {[
          'Each colour is one of the three choices above.',
          ...(settings.length > 0 ? [`The first point of the sweep: ${variant.name}.`] : []),
          ...legendOf(formulas),
        ].join(' ')}
      </p>
    </section>
  )
}
