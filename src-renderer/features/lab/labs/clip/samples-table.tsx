import { useComputedColorScheme } from '@mantine/core'
import type { ClipEpoch, ClipResult } from '../../../../../src-shared/domain/lab-results/clip.ts'
import { advantageSigns, percentOf } from '../../../../../src-shared/figure/labs/clip.ts'
import { formatCount, formatNumber } from '../../../../../src-shared/words/format.ts'
import { Panel } from '../../../../components/panel.tsx'
import { signStyle } from './lines-drawing.ts'
import page from '../page.module.css'

/** The samples of either sign after the epoch that is looked at. */
export function SamplesTable({ result, epoch }: { result: ClipResult; epoch: ClipEpoch }) {
  const scheme = useComputedColorScheme('light')
  return (
    <Panel label="Samples by the sign of their advantage" className={page.tablePanel}>
      <table className={page.table}>
        <thead>
          <tr>
            <th scope="col">After epoch {epoch.epoch}</th>
            <th scope="col">Samples</th>
            <th scope="col">Ratio, 5th percentile</th>
            <th scope="col">Median</th>
            <th scope="col">95th</th>
            <th scope="col">No gradient</th>
            <th scope="col">Outside 1 ± ε</th>
          </tr>
        </thead>
        <tbody>
          {advantageSigns.map(({ key, name }) => {
            const found = epoch[key]
            return (
              <tr key={key}>
                <th scope="row">
                  <span className={page.swatch} style={{ background: signStyle(key, scheme).color }} />
                  {name}
                </th>
                {found === null ? (
                  <td colSpan={6} className={page.soft}>
                    no sample
                  </td>
                ) : (
                  <>
                    <td>{formatCount(found.samples)}</td>
                    <td>{formatNumber(found.ratios.p5, 3)}</td>
                    <td>{formatNumber(found.ratios.median, 3)}</td>
                    <td>{formatNumber(found.ratios.p95, 3)}</td>
                    <td>
                      <b>{percentOf(found.zeroGradient)}</b>
                    </td>
                    <td>{percentOf(found.outside)}</td>
                  </>
                )}
              </tr>
            )
          })}
          <tr>
            <th scope="row">All</th>
            <td>{formatCount(result.samples)}</td>
            <td />
            <td />
            <td />
            <td>
              <b>{percentOf(epoch.zeroGradient)}</b>
            </td>
            <td>{percentOf(epoch.clipFraction)}</td>
          </tr>
        </tbody>
      </table>
    </Panel>
  )
}
