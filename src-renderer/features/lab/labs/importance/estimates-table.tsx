import { useComputedColorScheme } from '@mantine/core'
import type { ImportancePoint, ImportanceResult } from '../../../../../src-shared/domain/lab-results/importance.ts'
import type { Measured } from '../../../../../src-shared/domain/lab-results/measured.ts'
import { distanceText, importanceEstimates, notToBeTrusted } from '../../../../../src-shared/figure/labs/importance.ts'
import { formatCount, formatNumber } from '../../../../../src-shared/words/format.ts'
import { Panel } from '../../../../components/panel.tsx'
import { estimateStyle } from './colours.ts'
import page from '../page.module.css'
import styles from './importance.module.css'

/** The estimates at the distance that is looked at, each with its interval and how far it is off. */
export function EstimatesTable({ result, point }: { result: ImportanceResult; point: ImportancePoint }) {
  const scheme = useComputedColorScheme('light')
  const { truth } = point
  const untrusted = notToBeTrusted(result, point)
  const where = result.recorded ? 'of the target policy' : `at distance ${distanceText(point.distance)}`
  return (
    <Panel label="Estimates in numbers" className={page.tablePanel}>
      <table className={`${page.table} ${styles.estimates}`}>
        <thead>
          <tr>
            <th scope="col">
              Estimate of {result.discount === 1 ? 'J' : 'J_γ'} {where}
              {untrusted && <span className={styles.untrusted}>not to be trusted</span>}
            </th>
            <th scope="col">Estimate</th>
            <th scope="col">95 % interval</th>
            <th scope="col">Off by</th>
            <th scope="col">What it does</th>
          </tr>
        </thead>
        <tbody>
          {importanceEstimates.map(({ key, name, does }) => (
            <tr key={key}>
              <th scope="row">
                <span className={page.swatch} style={{ background: estimateStyle(key, scheme).color }} />
                {name}
              </th>
              {point[key] === null ? (
                <td colSpan={3} className={page.soft}>
                  beyond what numbers hold
                </td>
              ) : (
                <>
                  <Numbers estimate={point[key]} />
                  <td>{truth === null ? '' : signed(point[key].value - truth.value)}</td>
                </>
              )}
              <td>{does}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">
              <span className={styles.dash} />
              True {result.discount === 1 ? 'J' : 'J_γ'}
            </th>
            {truth === null ? (
              <td colSpan={3} className={page.soft}>
                not known
              </td>
            ) : (
              <>
                <Numbers estimate={truth} />
                <td />
              </>
            )}
            <td>{truthDoes(result)}</td>
          </tr>
        </tbody>
      </table>
    </Panel>
  )
}

function Numbers({ estimate: { value, low, high } }: { estimate: Measured }) {
  return (
    <>
      <td>
        <b>{formatNumber(value, 3)}</b>
      </td>
      <td className={page.soft}>{high > low ? `[${formatNumber(low, 3)}, ${formatNumber(high, 3)}]` : 'exact'}</td>
    </>
  )
}

const signed = (value: number): string => (value > 0 ? '+' : '') + formatNumber(value, 2)

function truthDoes({ truth, discount }: ImportanceResult): string {
  const discounted = discount === 1 ? 'undiscounted' : `discounted by ${formatNumber(discount)}`
  switch (truth.kind) {
    case 'exact':
      return `solved from the model, ${discounted}`
    case 'sampled':
      return `mean of ${formatCount(truth.episodes)} episodes of its own, ${discounted}`
    case 'unknown':
      return `no finite model, and no reference episodes asked for`
  }
}
