import { useMemo } from 'react'
import type { VariantSpec } from '../../../../src-shared/domain/spec.ts'
import { formulasOf } from '../model/formula.ts'
import { Formula } from './formula.tsx'
import styles from './formula-panel.module.css'

/** The current choice as the chapter writes it. */
export function FormulaPanel({ variant }: { variant: VariantSpec }) {
  const formulas = useMemo(() => formulasOf(variant), [variant])
  return (
    <section className={styles.formulas} aria-label={`Formula of ${variant.name}`}>
      <div
        className={styles.formulaRow}
        tabIndex={0}
        role="group"
        aria-label="Formulas; scroll sideways where they are long"
      >
        <Formula latex={formulas.step} />
        <Formula latex={formulas.estimate} />
        <Formula latex={formulas.policy} />
      </div>
      <p>Each colour is one of the three choices above.</p>
    </section>
  )
}
