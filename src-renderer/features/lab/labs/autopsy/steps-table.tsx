import { useComputedColorScheme } from '@mantine/core'
import type { AutopsyResult, AutopsyStep } from '../../../../../src-shared/domain/lab-results/autopsy.ts'
import { autopsyNames, keptPromises } from '../../../../../src-shared/figure/labs/autopsy.ts'
import { formatDifference, formatNumber } from '../../../../../src-shared/words/format.ts'
import { Panel } from '../../../../components/panel.tsx'
import { methodStyle } from './method-style.ts'
import page from '../page.module.css'

/** Each step from the first batch, and how often those of all batches make J fall. */
export function StepsTable({ result }: { result: AutopsyResult }) {
  const scheme = useComputedColorScheme('light')
  const { delta, plane, steps } = result
  return (
    <Panel label="Steps from one batch" className={page.tablePanel}>
      <div className={page.scroll} role="region" aria-label="Steps, their promises and costs" tabIndex={0}>
        <table className={page.table}>
          <thead>
            <tr>
              <th scope="col">Step from the first batch</th>
              <th scope="col">First order</th>
              <th scope="col">Surrogate</th>
              <th scope="col">True J</th>
              <th scope="col">KL, nats</th>
              <th scope="col">Length</th>
              {delta !== null && <th scope="col">Own step ×</th>}
              {plane !== null && <th scope="col">Outside plane</th>}
              <th scope="col">J falls</th>
            </tr>
          </thead>
          <tbody>
            {steps.map((step, i) => {
              const { fell } = keptPromises(result.batches[i]!)
              return (
                <tr key={step.method}>
                  <th scope="row">
                    <span className={page.swatch} style={{ background: methodStyle(step.method, scheme).colour }} />
                    {autopsyNames[step.method]}
                  </th>
                  <td>{signed(step.predicted)}</td>
                  <td>{signed(step.surrogate)}</td>
                  <td>
                    <Truth step={step} />
                  </td>
                  <td>{formatNumber(step.kl, 3)}</td>
                  <td>{formatNumber(step.norm, 3)}</td>
                  {delta !== null && <td>{step.factor === null ? 'left as it is' : formatNumber(step.factor, 3)}</td>}
                  {plane !== null && <td>{percent(step.outside)}</td>}
                  <td>{percent(fell)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

function Truth({ step: { truth } }: { step: AutopsyStep }) {
  if (truth === null) return 'not measured'
  return (
    <>
      <b>{signed(truth.value)}</b>
      {truth.low !== truth.high && (
        <span className={page.soft}>
          {' '}
          {signed(truth.low)} to {signed(truth.high)}
        </span>
      )}
    </>
  )
}

const percent = (share: number | null): string => (share === null ? '' : `${formatNumber(100 * share, 2)} %`)
const signed = (value: number): string => formatDifference(value, Math.abs(value) < 1 ? 4 : 3)
