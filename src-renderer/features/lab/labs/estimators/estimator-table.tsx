import { useComputedColorScheme } from '@mantine/core'
import type { EstimatorAtSize, EstimatorsResult } from '../../../../../src-shared/domain/lab-results/estimators.ts'
import type { Measured } from '../../../../../src-shared/domain/lab-results/measured.ts'
import { figuresAt, pInWords, verdictOf } from '../../../../../src-shared/figure/labs/estimators.ts'
import { formatCount, formatNumber } from '../../../../../src-shared/words/format.ts'
import { MarkerIcon } from '../../../../charts/marker-icon.tsx'
import { lookOf, nameOf } from './chart.ts'
import styles from './estimators.module.css'

/** Each estimator at one batch size; a click on its row hides its line, by keyboard the button in it. */
export function EstimatorTable({
  result,
  size,
  lambda,
  hidden,
  onHidden,
}: {
  result: EstimatorsResult
  size: number
  lambda: number
  hidden: readonly string[]
  onHidden: (hidden: string[]) => void
}) {
  const scheme = useComputedColorScheme('light')
  const rows = result.estimators.flatMap((each) => {
    const at = figuresAt(each, size)
    return at === undefined ? [] : [{ each, at }]
  })
  const decimals = decimalsFor(rows.map(({ at }) => at.meanSquaredError.value))
  const plain = (value: number) =>
    value
      .toFixed(decimals)
      .replace(/^-(?=0\.?0*$)/, '')
      .replace('-', '−')
  return (
    <table className={styles.rows}>
      <thead>
        <tr>
          <th scope="col">Estimator at M = {formatCount(size)}</th>
          <th scope="col">Bias²</th>
          <th scope="col">Variance</th>
          <th scope="col">Mean squared error</th>
          <th scope="col">Cosine to the {result.truth.kind === 'exact' ? 'exact' : 'reference'} gradient</th>
          <th scope="col">z</th>
          <th scope="col">Biased?</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ each, at }) => {
          const { colour, marker } = lookOf(each.id, scheme)
          const isHidden = hidden.includes(each.id)
          const name = nameOf(each.id, lambda)
          return (
            <tr
              key={each.id}
              data-hidden={isHidden || undefined}
              onClick={() => onHidden(isHidden ? hidden.filter((id) => id !== each.id) : [...hidden, each.id])}
            >
              <th scope="row">
                <button type="button" aria-pressed={!isHidden} title={isHidden ? 'Show its line' : 'Hide its line'}>
                  <MarkerIcon kind={marker} colour={colour} />
                  {name}
                </button>
              </th>
              <td title={intervalText(at.squaredBias, at.exact?.squaredBias)}>{plain(at.squaredBias.value)}</td>
              <td title={intervalText(at.variance, at.exact?.variance)}>{plain(at.variance.value)}</td>
              <td title={intervalText(at.meanSquaredError, at.exact?.meanSquaredError)}>
                {/* Bias² + variance to the last digit shown. */}
                <b>
                  {plain(Number(at.squaredBias.value.toFixed(decimals)) + Number(at.variance.value.toFixed(decimals)))}
                </b>
              </td>
              <td>
                {at.cosine === null ? (
                  'none'
                ) : (
                  <>
                    <b>{signed(at.cosine.value, 3)}</b>{' '}
                    <span className={styles.soft}>
                      [{signed(at.cosine.low, 3)}, {signed(at.cosine.high, 3)}]
                    </span>
                  </>
                )}
              </td>
              <td className={styles.soft}>{at.z === null ? 'none' : signed(at.z, 1)}</td>
              <td>
                <Verdict at={at} each={each} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Verdict({ each, at }: { each: EstimatorsResult['estimators'][number]; at: EstimatorAtSize }) {
  const verdict = verdictOf(each, at)
  const p = <span className={styles.soft}>{pInWords(at.pHolm)}</span>
  const title = `before the correction for the whole page ${pInWords(at.p)}`
  if (verdict === 'none') return <span title={title}>no bias seen, {p}</span>
  const rest = verdict === 'seen' ? '' : verdict === 'falls' ? ', falls with M' : ', whatever M'
  return (
    <span title={title}>
      <b>biased</b>
      {rest}, {p}
    </span>
  )
}

function intervalText({ low, high }: Measured, exact: number | undefined): string {
  const known = exact === undefined ? '' : `; over all trajectories ${formatNumber(exact)}`
  return `95 % interval ${formatNumber(low)} to ${formatNumber(high)}${known}`
}

/** Without a sign before zero. */
const signed = (value: number, decimals: number): string =>
  value
    .toFixed(decimals)
    .replace(/^-(?=0(\.0*)?$)/, '')
    .replace('-', '−')

/** So many that the smallest error has three figures, and no more than six. */
function decimalsFor(errors: readonly number[]): number {
  const smallest = Math.min(...errors.filter((error) => error > 0))
  return Number.isFinite(smallest) ? Math.min(6, Math.max(1, 2 - Math.floor(Math.log10(smallest)))) : 2
}
