import { useMemo } from 'react'
import type { Experiment } from '../../src-shared/domain/run.ts'
import { variantLines } from '../../src-shared/words/variant-lines.ts'
import styles from './variant-facts.module.css'

/** All that decides a variant's runs, in words: part by part, each setting with its title. */
export function VariantFacts({ experiment, variantIndex }: { experiment: Experiment; variantIndex: number }) {
  const parts = useMemo(() => variantLines(experiment, variantIndex), [experiment, variantIndex])
  return (
    <div className={styles.facts}>
      {parts.map((part) => (
        <section key={part.part} aria-label={part.heading}>
          <h3 data-part={part.part}>
            {part.heading}
            {part.choice !== '' && <span> {part.choice}</span>}
          </h3>
          {part.lines.length > 0 && (
            <dl>
              {part.lines.map((line) => (
                <div key={line.path}>
                  <dt>{line.title}</dt>
                  <dd>{line.text}</dd>
                </div>
              ))}
            </dl>
          )}
        </section>
      ))}
    </div>
  )
}
