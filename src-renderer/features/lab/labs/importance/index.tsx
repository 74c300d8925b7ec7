import { Slider } from '@mantine/core'
import { useCallback } from 'react'
import type { ImportanceSpec } from '../../../../../src-shared/catalogue/labs/importance.ts'
import { policyInWords } from '../../../../../src-shared/domain/lab-name.ts'
import type { ImportancePoint, ImportanceResult } from '../../../../../src-shared/domain/lab-results/importance.ts'
import {
  distanceText,
  firstPlace,
  importanceFound,
  notToBeTrusted,
} from '../../../../../src-shared/figure/labs/importance.ts'
import { formatCount, formatNumber } from '../../../../../src-shared/words/format.ts'
import { Panel } from '../../../../components/panel.tsx'
import type { Choices, LabPageProps, LabView } from '../lab-view.ts'
import { EstimatesTable } from './estimates-table.tsx'
import { EstimatesFigure, IntervalsFigure, WeightsFigure } from './figures.tsx'
import page from '../page.module.css'
import styles from './importance.module.css'

/** Which distance is looked at, as its index; the first place that says something until it is chosen. */
const placeOf = (result: ImportanceResult, { place }: Choices): number =>
  typeof place === 'number' ? Math.min(place, result.points.length - 1) : firstPlace(result)

export const importanceView: LabView<'importance'> = {
  Page: ImportancePage,
  found: (result, choices) => importanceFound(result, placeOf(result, choices)),
}

function ImportancePage({ result, spec, choices, onChoices }: LabPageProps<'importance'>) {
  const place = placeOf(result, choices)
  const point = result.points[place]!
  const choose = useCallback(
    (next: number) => onChoices({ place: Math.max(0, Math.min(result.points.length - 1, next)) }),
    [onChoices, result.points.length],
  )
  return (
    <div className={page.page}>
      <Panel label="Distance" className={styles.top}>
        {result.recorded ? (
          <p className={styles.recorded}>
            {formatCount(result.trajectories)} recorded trajectories, weighted for the target policy. Of the policy that
            recorded them only the probabilities of its actions are known, so there is no way between the two.
          </p>
        ) : (
          <Distance result={result} spec={spec} place={place} onPlace={choose} />
        )}
        <Facts result={result} point={point} />
      </Panel>
      <div className={styles.pictures}>
        <Panel label="Weights" className={page.picture}>
          <WeightsFigure result={result} point={point} />
        </Panel>
        <Panel label="Estimates" className={page.picture}>
          {result.recorded ? (
            <IntervalsFigure result={result} point={point} />
          ) : (
            <EstimatesFigure result={result} place={place} onPlace={choose} />
          )}
        </Panel>
      </div>
      <EstimatesTable result={result} point={point} />
    </div>
  )
}

function Distance({
  result,
  spec,
  place,
  onPlace,
}: {
  result: ImportanceResult
  spec: ImportanceSpec
  place: number
  onPlace: (place: number) => void
}) {
  const last = result.points.length - 1
  const { distance } = result.points[place]!
  return (
    <div className={styles.distance}>
      <div className={styles.distanceHead}>
        <b>Distance between behaviour and target policy</b>
        <b className={styles.number}>{distanceText(distance)}</b>
      </div>
      <Slider
        min={0}
        max={1}
        step={1 / last}
        value={distance}
        onChange={(value) => onPlace(Math.round(value * last))}
        label={null}
        thumbLabel="Distance between behaviour and target policy"
        marks={Array.from({ length: 11 }, (_, i) => ({ value: i / 10 }))}
        classNames={{ root: styles.slider }}
      />
      <div className={styles.ends}>
        <span>0: {policyInWords(spec.behaviour)}</span>
        <span>1: {policyInWords(spec.target)}</span>
      </div>
    </div>
  )
}

/** Three numbers of the distance that is looked at. */
function Facts({ result, point }: { result: ImportanceResult; point: ImportancePoint }) {
  const untrusted = notToBeTrusted(result, point)
  const { kl } = point
  return (
    <dl className={styles.facts}>
      <div data-untrusted={untrusted || undefined}>
        <dd>
          <b>{formatNumber(point.effectiveSampleSize, 2)}</b> of {formatCount(result.trajectories)}
        </dd>
        <dt>{untrusted ? 'effective sample size, under 5 %' : 'effective sample size'}</dt>
      </div>
      <div>
        <dd>
          <b>{point.largestWeight === null ? 'beyond numbers' : formatNumber(point.largestWeight, 3)}</b>
        </dd>
        <dt>largest weight</dt>
      </div>
      <div>
        <dd>
          <b>{kl === null ? 'unknown' : formatNumber(kl.value, 3)}</b>
        </dd>
        <dt>{kl !== null && kl.high > kl.low ? 'KL, nats, measured' : 'KL, nats an episode'}</dt>
      </div>
    </dl>
  )
}
