import type { AgainstBaseline, DifferenceStatistics } from '../../../../src-shared/contract/statistics.ts'
import { againstNote, pWords } from '../../../../src-shared/figure/statistics-words.ts'
import { formatNumber } from '../../../../src-shared/words/format.ts'
import { useFirstRows } from './use-first-rows.tsx'
import type { Statistics } from './use-statistics.ts'
import { VariantCell, type Pinning } from './variant-cell.tsx'
import styles from './statistics.module.css'

/** Each variant against the pinned one: how likely it is better, and by how much. */
export function AgainstTable({
  statistics: { variants, question, answer },
  pinning,
}: {
  statistics: Statistics
  pinning: Pinning
}) {
  const { shown, more } = useFirstRows(variants)
  const baseline = variants.find(({ id }) => id === pinning.baseline)
  return (
    <>
      <div className={styles.table} role="region" aria-label="Against the baseline" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Variant</th>
              <th scope="col" title="How likely one of its seeds is better than one of the baseline’s; ties count half">
                P(better)
              </th>
              <th scope="col" title="Mean difference on seeds that both have run, each once">
                Paired difference
              </th>
              <th scope="col">p</th>
              <th scope="col" title="Corrected for all variants that are compared with this baseline">
                p, Holm
              </th>
              <th scope="col" title="Difference of the means, seeds taken as if they had nothing to do with each other">
                Welch’s difference
              </th>
              <th scope="col">p</th>
              <th scope="col" title="Corrected for all variants that are compared with this baseline">
                p, Holm
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((variant, place) => {
              const against = answer.against[place]
              return (
                <tr key={variant.id} data-baseline={variant.id === pinning.baseline || undefined}>
                  <VariantCell id={variant.id} variants={variants} pinning={pinning} />
                  {against ? (
                    <Compared against={against} />
                  ) : (
                    <td colSpan={7} className={styles.soft}>
                      {variant.id === pinning.baseline
                        ? 'the baseline'
                        : baseline === undefined
                          ? 'no baseline is pinned'
                          : question.groups[place]!.world === question.groups[question.baseline ?? place]!.world
                            ? 'nothing finished yet'
                            : 'another world than the baseline’s'}
                    </td>
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {more}
      <p className={styles.note}>{againstNote(baseline?.label, question)}</p>
    </>
  )
}

function Compared({ against: { improvement, paired, welch } }: { against: AgainstBaseline }) {
  const { probability, low, high } = improvement
  return (
    <>
      <td>
        <b>{probability.toFixed(2)}</b>
        {low !== null && high !== null && (
          <span className={styles.soft}>
            {' '}
            [{low.toFixed(2)}, {high.toFixed(2)}]
          </span>
        )}
      </td>
      <DifferenceCells difference={paired} missing="no two shared seeds" />
      <DifferenceCells difference={welch} missing="one seed" />
    </>
  )
}

function DifferenceCells({ difference, missing }: { difference: DifferenceStatistics | null; missing: string }) {
  if (difference === null)
    return (
      <td colSpan={3} className={styles.soft}>
        {missing}
      </td>
    )
  return (
    <>
      <td>
        <b>{formatNumber(difference.difference, 3)}</b>
        <span className={styles.soft}>
          {' '}
          [{formatNumber(difference.low, 3)}, {formatNumber(difference.high, 3)}]
        </span>
      </td>
      <td>{pWords(difference.p)}</td>
      <td>{pWords(difference.holm)}</td>
    </>
  )
}
