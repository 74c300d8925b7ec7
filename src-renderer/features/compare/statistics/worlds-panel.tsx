import { useRef, useState } from 'react'
import type { MaybeAnchors } from '../../../../src-shared/contract/settings.ts'
import type { ComparisonSpec } from '../../../../src-shared/domain/comparison.ts'
import type { ComparedVariant } from '../../../../src-shared/figure/compared.ts'
import { worldOf } from '../../../../src-shared/figure/statistics-question.ts'
import { aggregatesNote } from '../../../../src-shared/figure/statistics-words.ts'
import { formatNumber } from '../../../../src-shared/words/format.ts'
import { useClient, useClientParts, useSettings, useStatus } from '../../../client/index.tsx'
import { Button } from '../../../components/button.tsx'
import { showFailure } from '../../../components/notify.ts'
import { NumberField } from '../../../components/number-field.tsx'
import type { Statistics } from './use-statistics.ts'
import styles from './statistics.module.css'

/** Several worlds together: between what each one's scores are normalised, and what follows over all of them. */
export function WorldsPanel({
  variants,
  statistics,
  anchors,
  onChange,
}: {
  variants: readonly ComparedVariant[]
  statistics: Statistics | null
  anchors: ComparisonSpec['anchors']
  onChange: (anchors: ComparisonSpec['anchors']) => void
}) {
  const worlds = [...Map.groupBy(variants, worldOf)].map(([world, [first]]) => ({ world, first: first! }))
  const { settings } = useClientParts()
  const kept = useSettings()?.anchors
  const isReadOnly = (useStatus()?.readOnly ?? null) !== null
  const [known, setKnown] = useState<Record<string, MaybeAnchors>>(() => ({ ...kept, ...anchors }))
  // Two worlds may be measured at the same time: what is known counts, not what was when the measuring began.
  const latest = useRef(known)
  const change = (world: string, next: MaybeAnchors) => {
    const all = { ...latest.current, [world]: next }
    latest.current = all
    setKnown(all)
    // The banner says already that nothing is kept while another process writes.
    if (!isReadOnly) settings.save({ anchors: { ...settings.get()?.anchors, [world]: next } }).catch(showFailure)
    if (anchors !== null) onChange(whole(worlds, all))
  }
  const ready = whole(worlds, known)
  const together = anchors !== null && worlds.every(({ world }) => anchors[world] !== undefined)
  return (
    <div className={styles.worlds} role="region" aria-label="All environments" tabIndex={0}>
      <div className={styles.anchors}>
        {worlds.map(({ world, first }) => (
          <WorldAnchors
            key={world}
            world={world}
            variant={first}
            anchors={known[world] ?? { zero: null, one: null }}
            onChange={(next) => change(world, next)}
          />
        ))}
      </div>
      <div className={styles.line}>
        {!together ? (
          <Button disabled={ready === null} onClick={() => onChange(ready)}>
            Put the environments together
          </Button>
        ) : (
          <Button onClick={() => onChange(null)}>Don’t put them together</Button>
        )}
        {ready === null && (
          <span className={styles.soft}>Each environment needs two different anchors: what counts as 0 and as 1.</span>
        )}
      </div>
      {together && statistics !== null && statistics.answer.aggregates !== null && (
        <Aggregates statistics={statistics} />
      )}
    </div>
  )
}

/** All worlds' anchors, or null where one is missing. */
function whole(worlds: readonly { world: string }[], known: Record<string, MaybeAnchors>): ComparisonSpec['anchors'] {
  const entries = worlds.flatMap(({ world }) => {
    const { zero = null, one = null } = known[world] ?? {}
    return zero === null || one === null || zero === one ? [] : [[world, { zero, one }] as const]
  })
  return entries.length === worlds.length ? Object.fromEntries(entries) : null
}

function WorldAnchors({
  world,
  variant,
  anchors,
  onChange,
}: {
  world: string
  variant: ComparedVariant
  anchors: MaybeAnchors
  onChange: (anchors: MaybeAnchors) => void
}) {
  const client = useClient()
  const [isMeasuring, setMeasuring] = useState(false)
  const [found, setFound] = useState('')
  const measure = async () => {
    const { zero, one } = await client.call('comparison.anchors', variant.key)
    // As many figures as anybody reads: the anchors stand in the field and in the address.
    const legible = (value: number) => Number(value.toPrecision(6))
    onChange({ zero: legible(zero.value), one: one === null ? anchors.one : legible(one) })
    setFound(
      zero.episodes === null
        ? 'random actions and optimum, solved exactly'
        : `random actions, mean of ${zero.episodes} episodes; type what counts as 1`,
    )
  }
  const typed = (part: 'zero' | 'one') => (value: unknown) => {
    if (value !== null && typeof value !== 'number') return
    setFound('')
    onChange({ ...anchors, [part]: value })
  }
  return (
    <div className={styles.line}>
      <b className={styles.world} title={world}>
        {world}
      </b>
      <label>
        0: random actions{' '}
        <NumberField label={`What counts as 0 in ${world}`} value={anchors.zero} nullable onChange={typed('zero')} />
      </label>
      <label>
        1: optimum{' '}
        <NumberField label={`What counts as 1 in ${world}`} value={anchors.one} nullable onChange={typed('one')} />
      </label>
      <Button
        kind="quiet"
        disabled={isMeasuring}
        aria-label={`Measure random actions in ${world}`}
        onClick={() => {
          setMeasuring(true)
          void measure()
            .catch(showFailure)
            .finally(() => setMeasuring(false))
        }}
      >
        {isMeasuring ? 'Measuring…' : 'Measure'}
      </Button>
      <span className={styles.soft}>{found}</span>
    </div>
  )
}

type Ends = { value: number; low: number | null; high: number | null }

function Aggregates({ statistics: { question, answer } }: { statistics: Statistics }) {
  const { algorithms, worlds } = answer.aggregates!
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">Algorithm</th>
            <th scope="col" title="In each environment">
              Seeds
            </th>
            <th scope="col">Mean</th>
            <th scope="col" title="Of the environments’ means">
              Median
            </th>
            <th scope="col" title="Mean without a quarter of all values at each end">
              IQM
            </th>
            <th scope="col" title="How far below 1 on average; what is above 1 doesn’t make up for it">
              Optimality gap
            </th>
            <th scope="col" title="Against the pinned baseline, averaged over environments">
              P(better)
            </th>
          </tr>
        </thead>
        <tbody>
          {algorithms.map(({ algorithm, seeds, over }) => (
            <tr key={algorithm}>
              <th scope="row" title={algorithm}>
                {algorithm}
              </th>
              <td>{seeds.join(', ')}</td>
              {over === null ? (
                <td colSpan={5} className={styles.soft}>
                  not in every environment
                </td>
              ) : (
                <>
                  {[over.mean, over.median, over.iqm, over.optimalityGap].map((ends, index) => (
                    <td key={index}>
                      <EndsWords ends={ends} />
                    </td>
                  ))}
                  <td>
                    {over.improvement === null ? (
                      <span className={styles.soft}>-</span>
                    ) : (
                      <EndsWords ends={{ ...over.improvement, value: over.improvement.probability }} />
                    )}
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.soft}>{aggregatesNote(worlds, question)}</p>
    </>
  )
}

function EndsWords({ ends: { value, low, high } }: { ends: Ends }) {
  return (
    <>
      <b>{formatNumber(value, 3)}</b>
      {low !== null && high !== null && (
        <span className={styles.soft}>
          {' '}
          [{formatNumber(low, 2)}, {formatNumber(high, 2)}]
        </span>
      )}
    </>
  )
}
