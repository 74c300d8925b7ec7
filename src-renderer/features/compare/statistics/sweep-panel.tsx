import { useCallback, useMemo, useState } from 'react'
import type { SeedsEstimate } from '../../../../src-shared/contract/statistics.ts'
import { metricDefinition } from '../../../../src-shared/domain/metric.ts'
import type { ChartTheme } from '../../../../src-shared/figure/chart-theme.ts'
import { parametersOf } from '../../../../src-shared/figure/parameters.ts'
import { heatCells, responseLines } from '../../../../src-shared/figure/response.ts'
import { bestFirst, cutEstimates } from '../../../../src-shared/figure/results-table.ts'
import { intervalMethod, sweepNote } from '../../../../src-shared/figure/statistics-words.ts'
import { formatNumber } from '../../../../src-shared/words/format.ts'
import { Chart } from '../../../charts/chart.tsx'
import { Segmented } from '../../../components/segmented.tsx'
import { Select } from '../../../components/select.tsx'
import { Swatch } from '../../../components/swatch.tsx'
import { heatMap, parallelChart, responseChart } from './sweep-charts.ts'
import { useFirstRows } from './use-first-rows.tsx'
import type { Statistics } from './use-statistics.ts'
import { VariantCell, type Pinning } from './variant-cell.tsx'
import styles from './statistics.module.css'

const views = [
  { value: 'response', label: 'Response' },
  { value: 'parallel', label: 'Parallel coordinates' },
  { value: 'table', label: 'Table' },
] as const
type View = (typeof views)[number]['value']

/** More lines than these have no legend. */
const mostNamedLines = 8

/** How a figure answers to the settings in which the variants differ. */
export function SweepPanel({ statistics, pinning }: { statistics: Statistics; pinning: Pinning }) {
  const { variants, question, answer } = statistics
  const [view, setView] = useState<View>('response')
  const [xPath, setX] = useState('')
  const [yPath, setY] = useState('')
  const parameters = useMemo(() => parametersOf(variants), [variants])
  const { estimates, isCut } = useMemo(() => cutEstimates(variants, question, answer), [variants, question, answer])
  const x = parameters.find(({ path }) => path === xPath) ?? parameters.find(({ numbers }) => numbers) ?? parameters[0]
  const y = parameters.find(({ path }) => path === yPath && path !== x?.path)
  const figure = `${question.figure} ${metricDefinition(question.metric).label}`
  const lines = useMemo(
    () => (x === undefined ? [] : responseLines(estimates, parameters, x)),
    [estimates, parameters, x],
  )
  const cells = useMemo(() => (x === undefined || y === undefined ? [] : heatCells(estimates, x, y)), [estimates, x, y])
  const option = useCallback(
    (theme: ChartTheme) =>
      view === 'parallel'
        ? parallelChart(
            theme,
            parameters,
            estimates.map((estimate) => estimate?.centre ?? null),
            figure,
          )
        : y === undefined
          ? responseChart(theme, lines, x!, figure)
          : heatMap(theme, cells, x!, y),
    [view, parameters, estimates, figure, lines, cells, x, y],
  )
  if (x === undefined) return <p className={styles.note}>These variants have the same settings.</p>
  const options = parameters.map(({ path, title }) => ({ value: path, label: title }))
  return (
    <div className={styles.profile}>
      <div className={styles.line}>
        <Segmented label="Show as" value={view} options={views} onChange={setView} />
        {view === 'response' && (
          <>
            <span className={styles.soft}>over</span>
            <Select label="Parameter" value={x.path} options={options} onChange={setX} />
            <span className={styles.soft}>and</span>
            <Select
              label="Second parameter"
              value={y?.path ?? ''}
              options={[{ value: '', label: 'no other' }, ...options.filter(({ value }) => value !== x.path)]}
              onChange={setY}
            />
          </>
        )}
      </div>
      {view === 'table' ? (
        <ParametersTable
          statistics={statistics}
          pinning={pinning}
          parameters={parameters}
          estimates={estimates}
          figure={figure}
        />
      ) : (
        <>
          {view === 'response' && y === undefined && lines.length > 1 && lines.length <= mostNamedLines && (
            <ul className={styles.legend} aria-label="Lines">
              {lines.map(({ label, slot }) => (
                <li key={label} title={label}>
                  <Swatch slot={slot} shape="line" /> {label}
                </li>
              ))}
            </ul>
          )}
          <Chart
            option={option}
            minHeight={170}
            label={`${figure} by ${view === 'parallel' ? 'all parameters' : x.title}. The table has the values.`}
            caption={sweepNote(
              view,
              { lines: lines.length, several: cells.some((cell) => cell.variants > 1), two: y !== undefined, isCut },
              question,
            )}
          />
        </>
      )}
    </div>
  )
}

function ParametersTable({
  statistics: { variants, question },
  pinning,
  parameters,
  estimates,
  figure,
}: {
  statistics: Statistics
  pinning: Pinning
  parameters: ReturnType<typeof parametersOf>
  estimates: readonly (SeedsEstimate | null)[]
  figure: string
}) {
  const rows = variants
    .map((variant, place) => ({ variant, place, estimate: estimates[place]! }))
    .toSorted((a, b) => bestFirst(question.metric, a.estimate, b.estimate))
  const { shown, more } = useFirstRows(rows)
  return (
    <>
      <div className={styles.table} role="region" aria-label="Values by parameters" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Variant</th>
              {parameters.map(({ path, title }) => (
                <th key={path} scope="col">
                  {title}
                </th>
              ))}
              <th scope="col">N</th>
              <th scope="col" title={intervalMethod(question.centre === 'mean' ? 't' : 'bootstrap', question)}>
                {figure}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ variant, place, estimate }) => (
              <tr key={variant.id} data-baseline={pinning.baseline === variant.id || undefined}>
                <VariantCell id={variant.id} variants={variants} pinning={pinning} />
                {parameters.map(({ path, values, placeOf }) => (
                  <td key={path}>{values[placeOf[place]!]}</td>
                ))}
                <td>{estimate?.n ?? 0}</td>
                <td>
                  {estimate === null ? (
                    <span className={styles.soft}>none yet</span>
                  ) : (
                    <>
                      <b>{formatNumber(estimate.centre)}</b>
                      {estimate.low !== null && estimate.high !== null && (
                        <span className={styles.soft}>
                          {' '}
                          [{formatNumber(estimate.low, 3)}, {formatNumber(estimate.high, 3)}]
                        </span>
                      )}
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more}
    </>
  )
}
