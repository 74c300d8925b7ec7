import { Modal } from '@mantine/core'
import { useId, useMemo, useState } from 'react'
import type { FormEvent } from 'react'
import { useLocation } from 'wouter'
import { specOfChosen, type RankedPoint, type Ranking } from '../../../src-shared/domain/best-point.ts'
import { metricDefinition } from '../../../src-shared/domain/metric.ts'
import { pointOf } from '../../../src-shared/domain/points.ts'
import type { Experiment, Run } from '../../../src-shared/domain/run.ts'
import { formatSeeds } from '../../../src-shared/domain/seeds.ts'
import { formatNumber, plural } from '../../../src-shared/words/format.ts'
import { sentenceOfFailure } from '../../client/ascent-failure.ts'
import { useClient, useExperimentsById, useRuns } from '../../client/index.tsx'
import { useStore } from '../../client/store/external-store.ts'
import { Button } from '../button.tsx'
import { nextSeeds, readSeeds } from '../other-seeds/asked-seeds.ts'
import { TextField } from '../text-field.tsx'
import { askedBest, bestWords } from './asked-best.ts'
import styles from './dialog.module.css'
import { useRanking } from './use-ranking.ts'

/** After a sweep: its best setting alone, with seeds that had no say in the choice. */
export function BestOfSweepDialog() {
  const asked = useStore(askedBest)
  const experiment = useExperimentsById().get(asked ?? ('' as Experiment['id']))
  return (
    <Modal
      opened={experiment !== undefined}
      onClose={() => askedBest.set(null)}
      title={bestWords}
      size={560}
      overlayProps={{ backgroundOpacity: 0.25 }}
      transitionProps={{ duration: 120 }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {experiment && <Best key={experiment.id} experiment={experiment} />}
    </Modal>
  )
}

function Best({ experiment }: { experiment: Experiment }) {
  const all = useRuns()
  const runs = useMemo(() => all.filter((run) => run.experimentId === experiment.id), [all, experiment.id])
  const ranking = useRanking(experiment)
  if (ranking === undefined) return <p>Reading the final values…</p>
  if (ranking === null)
    return <p>Nothing can be ranked yet: no point of “{experiment.name}” has finished with all its seeds.</p>
  return <BestForm experiment={experiment} ranking={ranking} runs={runs} />
}

const mostShown = 5

function BestForm({ experiment, ranking, runs }: { experiment: Experiment; ranking: Ranking; runs: readonly Run[] }) {
  const client = useClient()
  const [, navigate] = useLocation()
  const id = useId()
  const taken = useMemo(() => new Set(runs.map(({ seed }) => seed)), [runs])
  const [chosen, setChosen] = useState(ranking.points[0]!.variantIndex)
  const [text, setText] = useState(() => formatSeeds(nextSeeds(taken, experiment.spec.seeds.length)))
  const [refusal, setRefusal] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const read = readSeeds(text, taken)
  const count = 'seeds' in read ? read.seeds.length : 0
  const problem = 'problem' in read ? `Seeds: ${read.problem}.` : refusal
  const point = ranking.points.find(({ variantIndex }) => variantIndex === chosen) ?? ranking.points[0]!

  const queue = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if ('problem' in read || isBusy) return
    setBusy(true)
    try {
      const chosenWith = runs.filter(({ variantIndex }) => variantIndex === point.variantIndex).map(({ seed }) => seed)
      const from = { variantIndex: point.variantIndex, metric: ranking.metric, seeds: chosenWith }
      const spec = specOfChosen(experiment, from, read.seeds)
      const { experimentId } = await client.call('experiments.queue', { spec })
      askedBest.set(null)
      navigate(`/queue?experiment=${experimentId}`)
    } catch (failure) {
      setRefusal(sentenceOfFailure(failure))
      setBusy(false)
    }
  }
  return (
    <form className={styles.form} onSubmit={(event) => void queue(event)}>
      <p>{rankedBy(experiment, ranking)}</p>
      <table className={styles.points}>
        <thead>
          <tr>
            <th scope="col">point</th>
            <th scope="col">mean</th>
            <th scope="col">95 % t-interval</th>
          </tr>
        </thead>
        <tbody>
          {ranking.points.slice(0, mostShown).map((ranked) => (
            <tr key={ranked.variantIndex} data-chosen={ranked === point || undefined}>
              <th scope="row">
                <label>
                  <input
                    type="radio"
                    data-autofocus={ranked === point || undefined}
                    name={`${id}-point`}
                    checked={ranked === point}
                    onChange={() => setChosen(ranked.variantIndex)}
                  />
                  {pointOf(experiment.spec, ranked.variantIndex)!.variant.name}
                </label>
              </th>
              <td>{formatNumber(ranked.mean)}</td>
              <td>{intervalWords(ranked)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{howClose(ranking)}</p>
      <label htmlFor={id}>Fresh seeds</label>
      <TextField
        id={id}
        value={text}
        invalid={problem !== undefined}
        describedBy={`${id}-problem`}
        onChange={(next) => {
          setText(next)
          setRefusal(undefined)
        }}
      />
      <p id={`${id}-problem`} className={styles.problem} role="status">
        {problem}
      </p>
      <p className={styles.soft}>
        The seeds that a setting was chosen with make it look better than it is. This queues a new experiment of that
        setting alone; compare it by its own seeds (Patterson et al. 2024).
      </p>
      <div className={styles.buttons}>
        <Button onClick={() => askedBest.set(null)}>Cancel</Button>
        <Button kind="primary" type="submit" aria-disabled={count === 0 || isBusy}>
          Queue {plural(count, 'run')}
        </Button>
      </div>
    </form>
  )
}

function rankedBy({ name }: Experiment, { metric, points, notRanked }: Ranking): string {
  const rest =
    notRanked === 0
      ? ''
      : ` ${plural(notRanked, 'point is', 'points are')} not ranked: not all of their seeds finished.`
  const ranked = plural(points.length, 'point')
  return `${ranked} of “${name}” by the final ${metricDefinition(metric).label}, mean over seeds.${rest}`
}

const intervalWords = ({ low, high }: RankedPoint): string =>
  low === null || high === null ? '–' : `[${formatNumber(low)}, ${formatNumber(high)}]`

/** Whether the choice is one: how far the next is, and whether seeds tell the two apart. */
function howClose({ points: [best, next] }: Ranking): string {
  if (best === undefined || next === undefined) return 'There is no other point to choose.'
  const apart = `The next is ${formatNumber(Math.abs(best.mean - next.mean))} away`
  const isWithin = best.low !== null && best.high !== null && best.low <= next.mean && next.mean <= best.high
  return isWithin ? `${apart}, within the interval of the best: these seeds hardly tell the two apart.` : `${apart}.`
}
