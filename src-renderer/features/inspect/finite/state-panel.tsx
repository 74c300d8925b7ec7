import type { ReactNode } from 'react'
import { formatDifference, formatFixed, formatNumber } from '../../../../src-shared/words/format.ts'
import { Panel } from '../../../components/panel.tsx'
import frame from '../frame/frame.module.css'
import type { UpdateFact } from '../frame/update-panel.tsx'
import styles from './side.module.css'
import { visitsOf } from './layers.ts'
import type { FiniteSnapshot } from './snapshot.ts'

/** What the policy does in one state, and what comes of it. */
export function StatePanel({
  name,
  chip,
  state,
  snapshot,
  other,
  actionNames,
  decimals,
  summed,
  colour,
  children,
}: {
  /** "Row 2, column 4". */
  name: string
  chip: string
  state: number
  snapshot: FiniteSnapshot
  other: FiniteSnapshot | null
  actionNames: readonly string[]
  decimals: number
  summed: boolean
  colour: string
  children?: ReactNode
}) {
  const actions = actionNames.length
  const of = (valuesSA: Float64Array): number[] => [...valuesSA.subarray(state * actions, (state + 1) * actions)]
  const [pi, q, advantages] = [of(snapshot.piSA), of(snapshot.qSA), of(snapshot.advantagesSA)]
  const best = Math.max(...q)
  return (
    <Panel title={name} end={<span className={frame.chip}>{chip}</span>} label="State">
      <div className={styles.actionsBox} tabIndex={actions > 8 ? 0 : undefined}>
        <table className={styles.actions}>
          <thead>
            <tr>
              <th scope="col">action</th>
              <th scope="col">π(a | s)</th>
              {other && <th scope="col">against</th>}
              <th scope="col">Q exact</th>
              <th scope="col">A exact</th>
            </tr>
          </thead>
          <tbody>
            {actionNames.map((action, a) => (
              <tr key={action}>
                <td title={action}>{action}</td>
                <td>
                  {!other && (
                    <span className={styles.bar} aria-hidden>
                      <span style={{ width: `${pi[a]! * 100}%`, background: colour }} />
                    </span>
                  )}
                  {formatFixed(pi[a]!, 2)}
                </td>
                {other && <td>{formatFixed(other.piSA[state * actions + a]!, 2)}</td>}
                <td>
                  {q[a]! >= best - 1e-12 ? (
                    <b>{known(q[a]!, formatFixed, decimals)}</b>
                  ) : (
                    known(q[a]!, formatFixed, decimals)
                  )}
                </td>
                <td>{known(advantages[a]!, formatDifference, decimals)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <dl className={frame.facts}>
        {stateFacts(state, snapshot, other, decimals, summed).map(({ term, value, note, other: beside }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              <b>{value}</b>
              {note !== undefined && ` ${note}`}
              {beside !== undefined && <span className={frame.other}>against {beside}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {children}
    </Panel>
  )
}

/** Summed up, nothing is known of a state that is never acted in. */
const known = (value: number, format: (value: number, decimals: number) => string, decimals: number): string =>
  Number.isNaN(value) ? '–' : format(value, decimals)

function stateFacts(
  state: number,
  one: FiniteSnapshot,
  other: FiniteSnapshot | null,
  decimals: number,
  summed: boolean,
): UpdateFact[] {
  const facts: UpdateFact[] = [
    {
      term: 'V exact',
      value: known(one.valuesS[state]!, formatFixed, decimals),
      ...(other && { other: known(other.valuesS[state]!, formatFixed, decimals) }),
    },
  ]
  if (one.criticS && one.criticErrorS)
    facts.push(
      { term: 'V critic, learned', value: known(one.criticS[state]!, formatFixed, decimals) },
      { term: 'critic error', value: known(one.criticErrorS[state]!, formatDifference, decimals) },
    )
  facts.push({
    term: 'visits d(s)',
    value: formatNumber(visitsOf(one, summed)[state]!, 3),
    note: summed ? 'an episode' : 'at this step',
  })
  return facts
}
