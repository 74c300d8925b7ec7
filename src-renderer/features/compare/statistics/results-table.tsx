import { useMemo } from 'react'
import {
  intervalWords,
  resultsTable,
  valueWords,
  type ResultColumn,
  type ShownEstimate,
} from '../../../../src-shared/figure/results-table.ts'
import { useFirstRows } from './use-first-rows.tsx'
import type { Statistics } from './use-statistics.ts'
import { VariantCell, type Pinning } from './variant-cell.tsx'
import styles from './statistics.module.css'

/** Final, best, area and steps of each variant with N and interval, the best final first. */
export function ResultsTable({
  statistics: { variants, question, answer },
  columns,
  pinning,
}: {
  statistics: Statistics
  columns: readonly ResultColumn[]
  pinning: Pinning
}) {
  const table = useMemo(() => resultsTable(variants, question, answer, columns), [variants, question, answer, columns])
  const { shown, more } = useFirstRows(table.rows)
  return (
    <>
      <div className={styles.table} role="region" aria-label="Final and best values" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Variant</th>
              <th scope="col" title="Finished seeds behind final, best and area">
                N
              </th>
              {table.estimates.map(({ name, title, sentence }) => (
                <th key={name} scope="col" title={sentence}>
                  {title}
                  {name === 'best' && <small> flattered by noise</small>}
                </th>
              ))}
              <th scope="col">Seeds</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.id} data-baseline={pinning.baseline === row.id || undefined}>
                <VariantCell id={row.id} variants={variants} pinning={pinning} />
                <td>{row.n}</td>
                {row.estimates.map((estimate, index) => (
                  <td key={table.estimates[index]!.name}>
                    <EstimateWords estimate={estimate} name={table.estimates[index]!.name} />
                  </td>
                ))}
                <td className={styles.soft}>{row.seeds}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more}
      <p className={styles.note}>{table.note}</p>
    </>
  )
}

function EstimateWords({ estimate, name }: { estimate: ShownEstimate | null; name: ResultColumn }) {
  if (estimate === null) return <span className={styles.soft}>none yet</span>
  return (
    <>
      <b>{valueWords(estimate.value, name)}</b>
      {estimate.interval !== null && (
        <span className={styles.soft} title={estimate.interval.sentence}>
          {' '}
          {intervalWords(estimate.interval)}
        </span>
      )}
    </>
  )
}
