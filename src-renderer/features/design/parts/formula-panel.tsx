import { useMemo } from 'react'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import type { VariantSpec } from '../../../../src-shared/domain/variant.ts'
import { formulasOf, legendOf } from '../formula/index.ts'
import { latexOf } from '../formula/term.ts'
import { Formula } from './formula.tsx'
import styles from './formula-panel.module.css'

/** The current choice as the chapter writes it. */
export function FormulaPanel({ variant, environment }: { variant: VariantSpec; environment: EnvironmentSpec }) {
  const formulas = useMemo(() => formulasOf(variant, environment), [variant, environment])
  return (
    <section className={styles.formulas} aria-label={`Formula of ${variant.name}`}>
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
      <p>{['Each colour is one of the three choices above.', ...legendOf(formulas)].join(' ')}</p>
    </section>
  )
}
