import type { ReturnBounds } from '../../../src-shared/catalogue/environments/return-bounds.ts'
import type { Estimate, VariantCurve } from '../../../src-shared/contract/comparison.ts'
import { cutInterval, metricBounds } from '../../../src-shared/domain/metric-bounds.ts'
import { metricDefinition } from '../../../src-shared/domain/metric.ts'
import { formatNumber } from '../../../src-shared/words/format.ts'
import { Swatch } from '../../components/swatch.tsx'
import { boundsWords } from '../../../src-shared/figure/caption.ts'
import { swatchShape, type ComparedVariant } from '../../../src-shared/figure/compared.ts'
import type { Comparison } from './use-comparison.ts'
import styles from './results-table.module.css'

/** Final and best of each variant with N and interval, the best final first; empty until they are read. */
export function ResultsTable({
  variants,
  comparison,
}: {
  variants: readonly ComparedVariant[]
  comparison: Comparison
}) {
  const rows = variants
    .map((variant) => ({ variant, curve: comparison.curves?.get(variant.id) }))
    .toSorted((a, b) => (b.curve?.final?.mean ?? -Infinity) - (a.curve?.final?.mean ?? -Infinity) || 0)
  const measured = new Set(
    rows.flatMap(({ curve }) => (curve === undefined ? [] : [metricDefinition(curve.tableMetric).label])),
  )
  const what = measured.size === 1 ? [...measured][0]! : 'return'
  return (
    <div className={styles.table} role="region" aria-label="Final and best values" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Variant</th>
            <th scope="col" title="Finished seeds over which the final value is averaged">
              N
            </th>
            <th
              scope="col"
              title="Mean over the finished seeds at the curve’s last x in env steps, with its 95 % t-interval"
            >
              Final {what}
            </th>
            <th scope="col" title="Each seed’s highest recorded value, averaged, with its 95 % t-interval">
              Best {what}
            </th>
            <th scope="col">Seeds</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ variant, curve }) => (
            <tr key={variant.id}>
              <th scope="row" title={variant.label}>
                <Swatch slot={variant.slot} shape={swatchShape(variants)} /> <span>{variant.label}</span>
              </th>
              <td>{curve && (curve.final?.n ?? 0)}</td>
              <td>{curve && <EstimateWords estimate={curve.final} bounds={boundsIn(variant, curve)} />}</td>
              <td>{curve && <EstimateWords estimate={curve.best} bounds={boundsIn(variant, curve)} />}</td>
              <td className={styles.soft}>{curve && seedWords(curve.seeds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const boundsIn = (variant: ComparedVariant, curve: VariantCurve): ReturnBounds =>
  metricBounds(curve.tableMetric, variant.experiment.spec.environment)

function EstimateWords({ estimate, bounds }: { estimate: Estimate | null; bounds: ReturnBounds }) {
  if (estimate === null) return <span className={styles.soft}>none yet</span>
  return (
    <>
      <b>{formatNumber(estimate.mean)}</b>
      {estimate.low !== null && estimate.high !== null && (
        <IntervalWords low={estimate.low} high={estimate.high} bounds={bounds} />
      )}
    </>
  )
}

/** "[471, 500, cut]": an interval without what is impossible says so; how far it reached is in its title. */
function IntervalWords({ low, high, bounds }: { low: number; high: number; bounds: ReturnBounds }) {
  const shown = cutInterval({ low, high }, bounds)
  const words = (interval: { low: number; high: number }) =>
    `${formatNumber(interval.low, 3)}, ${formatNumber(interval.high, 3)}`
  return (
    <span
      className={styles.soft}
      title={
        shown.cut
          ? `The t-interval is [${words({ low, high })}]; it is cut at what is possible, ${boundsWords(bounds)}.`
          : undefined
      }
    >
      {' '}
      [{words(shown)}
      {shown.cut && ', cut'}]
    </span>
  )
}

/** "10 finished", "7 of 10 finished, 2 running, 1 ended early" */
export function seedWords({
  total,
  finished,
  running,
  queued,
  endedEarly,
}: {
  total: number
  finished: number
  running: number
  queued: number
  endedEarly: number
}): string {
  const others = [
    running > 0 ? `${running} running` : '',
    queued > 0 ? `${queued} queued` : '',
    endedEarly > 0 ? `${endedEarly} ended early` : '',
  ].filter((part) => part !== '')
  return [finished === total ? `${total} finished` : `${finished} of ${total} finished`, ...others].join(', ')
}
