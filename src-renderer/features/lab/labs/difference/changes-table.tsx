import { useComputedColorScheme } from '@mantine/core'
import type { DifferenceResult } from '../../../../../src-shared/domain/lab-results/difference.ts'
import { largestShift, policyChanges } from '../../../../../src-shared/figure/labs/difference.ts'
import { formatNumber } from '../../../../../src-shared/words/format.ts'
import { Panel } from '../../../../components/panel.tsx'
import { changeStyle } from './shift-drawing.ts'
import page from '../page.module.css'

/** What each way of changing the old policy promises, brings, and risks. */
export function ChangesTable({ result }: { result: DifferenceResult }) {
  const scheme = useComputedColorScheme('light')
  return (
    <Panel label="Three changes of the old policy" className={page.tablePanel}>
      <table className={page.table}>
        <thead>
          <tr>
            <th scope="col">From J = {formatNumber(result.objectiveBefore, 3)} by</th>
            <th scope="col">Promised</th>
            <th scope="col">True</th>
            <th scope="col">Least advantage Δ∞</th>
            <th scope="col">−H |Δ∞|</th>
            <th scope="col">Worst state</th>
            <th scope="col">KL, nats</th>
            <th scope="col">Largest shift</th>
          </tr>
        </thead>
        <tbody>
          {policyChanges.map(({ key, name }) => {
            const change = result.changes[key]
            const { difference, promised, kl, deltaInfinity, bound, smallestDifference } = change
            return (
              <tr key={key}>
                <th scope="row">
                  <span className={page.swatch} style={{ background: changeStyle(key, scheme).color }} />
                  {name}
                </th>
                <td>{signed(promised)}</td>
                <td>
                  <b>{signed(difference)}</b>
                </td>
                <td>
                  {formatNumber(deltaInfinity.value, 3)}{' '}
                  <span className={page.soft}>
                    s {deltaInfinity.state}, h {deltaInfinity.step}
                  </span>
                </td>
                <td>{formatNumber(bound, 3)}</td>
                <td>{signed(smallestDifference.value)}</td>
                <td>{kl === null ? '∞' : formatNumber(kl, 3)}</td>
                <td>{formatNumber(100 * largestShift(change), 2)} %</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Panel>
  )
}

const signed = (value: number): string => (value > 0 ? '+' : '') + formatNumber(value, 3)
