import { useEffect, useMemo, useRef } from 'react'
import { estimateBias } from '../../../../src-shared/domain/estimate-bias.ts'
import { Fields } from '../../../components/form/fields.tsx'
import { plural } from '../../../../src-shared/words/format.ts'
import { cachedFields } from '../../../components/form/cached-fields.ts'
import { Formula } from '../../../components/formula/formula.tsx'
import { choosePart } from '../model/choose.ts'
import { policyParameterCount } from '../../../../src-shared/catalogue/parameter-count.ts'
import { catalogueOf } from '../model/parts.ts'
import type { Column } from '../model/parts.ts'
import type { Design } from '../model/use-design.ts'
import { CriticFields } from './critic-fields.tsx'
import { PolicyPicture } from './policy-picture.tsx'
import styles from './column.module.css'

const heads: Record<Column, { title: string; formula: string }> = {
  policy: { title: 'Policy', formula: '\\pi_\\theta(a \\mid s)' },
  estimator: { title: 'Estimator', formula: '\\Psi_h' },
  update: { title: 'Update', formula: '\\theta^{k+1}' },
}

/**
 * One of the three choices: every option of the catalogue, the chosen one open, those that don't combine with their
 * reason.
 */
export function PartColumn({ column, design }: { column: Column; design: Design }) {
  const { spec, activeVariant } = design.draft
  const variant = spec.variants[activeVariant]!
  const chosen = variant[column].kind
  const reasons = useMemo(() => {
    const entries = catalogueOf[column].map((entry) => {
      if (entry.id === chosen) return [entry.id, undefined] as const
      const outcome = choosePart(spec, activeVariant, column, entry.id)
      return [entry.id, outcome.ok ? undefined : outcome.reason] as const
    })
    return new Map<string, string | undefined>(entries)
  }, [spec, activeVariant, column, chosen])
  const bias = useMemo(() => estimateBias(spec.environment, variant), [spec.environment, variant])
  const complaint = design.complaintAt(['variants', activeVariant, column, 'kind'])
  const options = useRef<HTMLDivElement>(null)
  // What is chosen shows, even where it lay below the fold or the option above it folded away.
  useEffect(() => {
    const list = options.current!
    const open = list.querySelector<HTMLElement>('[data-chosen]')
    if (!open) return
    const top = Math.max(0, open.offsetTop - 6)
    const bottom = open.offsetTop + open.offsetHeight
    if (top < list.scrollTop) list.scrollTop = top
    else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = Math.min(top, bottom - list.clientHeight)
  }, [chosen])
  return (
    <section className={styles.column} data-column={column} aria-label={heads[column].title}>
      <div className={styles.columnHead}>
        <h2>{heads[column].title}</h2>
        <span className={styles.headFormula} aria-hidden>
          <Formula latex={heads[column].formula} />
        </span>
      </div>
      <div ref={options} role="radiogroup" aria-label={heads[column].title} className={styles.options}>
        {catalogueOf[column].map((entry) => {
          const reason = reasons.get(entry.id)
          const here = entry.id === chosen
          const id = `option-${column}-${entry.id}`
          return (
            <div
              key={entry.id}
              className={styles.option}
              data-chosen={here || undefined}
              data-disabled={reason ? true : undefined}
            >
              <input
                id={id}
                type="radio"
                name={`column-${column}`}
                checked={here}
                disabled={reason !== undefined}
                aria-describedby={`${id}-sentence`}
                onChange={() => design.pick(column, entry.id)}
              />
              <label htmlFor={id} title={entry.box ? `In the chapter: ${entry.box}` : undefined}>
                {entry.title}
              </label>
              <p id={`${id}-sentence`}>{reason ? `Not here: ${reason}.` : entry.sentence}</p>
              {here && column === 'estimator' && bias && <p>{bias.sentence}</p>}
              {here && (
                <div className={styles.parameters}>
                  {complaint && (
                    <p className={styles.complaint} role="alert">
                      {complaint}
                    </p>
                  )}
                  {column === 'policy' && <PolicyPicture policy={variant.policy} environment={spec.environment} />}
                  <Fields
                    fields={cachedFields(`${column} ${entry.id}`, entry.schema)}
                    value={variant[column]}
                    path={['variants', activeVariant, column]}
                  />
                  {column === 'estimator' && <CriticFields design={design} />}
                  {column === 'policy' && (
                    <ParameterCount count={policyParameterCount(variant.policy, spec.environment)} />
                  )}
                </div>
              )}
            </div>
          )
        })}
      </div>
    </section>
  )
}

function ParameterCount({ count }: { count: number | undefined }) {
  return count === undefined ? null : <p className={styles.parameterCount}>{plural(count, 'parameter')}</p>
}
