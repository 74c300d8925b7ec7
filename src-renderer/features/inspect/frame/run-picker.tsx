import { memo, useMemo } from 'react'
import { pointsOf } from '../../../../src-shared/domain/points.ts'
import type { Experiment, Run } from '../../../../src-shared/domain/run.ts'
import { worldText } from '../../../../src-shared/domain/world-text.ts'
import { slotOf } from '../../../../src-shared/figure/variant-style.ts'
import { formatCount } from '../../../../src-shared/words/format.ts'
import { useExperiments, useRuns } from '../../../client/index.tsx'
import { Segmented } from '../../../components/segmented.tsx'
import { Select } from '../../../components/select.tsx'
import type { SelectOption } from '../../../components/select.tsx'
import { Swatch } from '../../../components/swatch.tsx'
import { againstText, readAgainst, type Against } from '../address.ts'
import type { BodyProps } from '../body.ts'
import styles from './run-picker.module.css'

/** More seeds than these are chosen from a list. */
const mostSeedsBeside = 6

/** Experiment, variant and seed, and what the run stands beside. It stays as it is while one scrubs. */
export const RunPicker = memo(function RunPicker({
  experiment,
  run,
  checkpoints,
  against,
  change,
}: {
  experiment: Experiment
  run: Run
  checkpoints: readonly { update: number }[]
  against: Against
  change: BodyProps['change']
}) {
  const onRun = (next: Run): void => change({ run: next.id, update: null, state: null, against: { kind: 'nothing' } })
  const runs = useRuns()
  const experiments = useExperiments()
  const own = useMemo(() => runs.filter((one) => one.experimentId === experiment.id), [runs, experiment.id])
  const points = pointsOf(experiment.spec)
  const withRuns = useMemo(() => new Set(runs.map((one) => one.experimentId)), [runs])
  const ofVariant = bySeed(own.filter((one) => one.variantIndex === run.variantIndex))
  const variants = [...new Set(own.map((one) => one.variantIndex))].toSorted((a, b) => a - b)
  const goToVariant = (variantIndex: number): void => {
    const there = own.filter((one) => one.variantIndex === variantIndex)
    const next = there.find((one) => one.seed === run.seed) ?? bySeed(there)[0]
    if (next) onRun(next)
  }
  return (
    <section className={styles.picker} aria-label="Run">
      <h2>Run</h2>
      <Select
        label="Experiment"
        value={experiment.id}
        options={experiments
          .filter(({ id }) => withRuns.has(id))
          .toSorted((a, b) => b.createdAt - a.createdAt)
          .map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id) => {
          const first = runs.filter((one) => one.experimentId === id).toSorted(inOrder)[0]
          if (first) onRun(first)
        }}
      />
      <div className={styles.variants} role="group" aria-label="Variant">
        {variants.map((variantIndex) => {
          const variant = points[variantIndex]?.variant
          if (variant === undefined) return null
          const isShown = variantIndex === run.variantIndex
          return (
            <button
              key={variantIndex}
              type="button"
              aria-pressed={isShown}
              title={variant.name}
              onClick={() => goToVariant(variantIndex)}
            >
              <Swatch slot={slotOf(variant, variantIndex)} />
              <span>{variant.name}</span>
              {isShown && <small>seed {run.seed}</small>}
            </button>
          )
        })}
      </div>
      {ofVariant.length <= mostSeedsBeside ? (
        <Segmented
          full
          label="Seed"
          value={run.id}
          options={ofVariant.map(({ id, seed }) => ({ value: id, label: String(seed) }))}
          onChange={(id) => onRun(ofVariant.find((one) => one.id === id)!)}
        />
      ) : (
        <Select
          label="Seed"
          value={run.id}
          options={ofVariant.map(({ id, seed }) => ({ value: id, label: `seed ${seed}` }))}
          onChange={(id) => onRun(ofVariant.find((one) => one.id === id)!)}
        />
      )}
      <label className={styles.against}>
        <span>against</span>
        <Select
          label="Against"
          value={againstText(against)}
          options={againstOptions(run, experiment, checkpoints, runs, experiments)}
          onChange={(text) => change({ against: readAgainst(text) })}
        />
      </label>
    </section>
  )
})

const inOrder = (a: Run, b: Run): number => a.variantIndex - b.variantIndex || a.seed - b.seed
const bySeed = (some: readonly Run[]): Run[] => some.toSorted((a, b) => a.seed - b.seed)

/** What fits beside a run: its own checkpoints, and other runs in the same world. */
function againstOptions(
  run: Run,
  experiment: Experiment,
  checkpoints: readonly { update: number }[],
  runs: readonly Run[],
  experiments: readonly Experiment[],
): SelectOption[] {
  const world = (of: Experiment, variantIndex: number): string | null => {
    const point = pointsOf(of.spec)[variantIndex]
    return point === undefined ? null : worldText(point.environment)
  }
  const here = world(experiment, run.variantIndex)
  const others = experiments
    .toSorted((a, b) => Number(b.id === experiment.id) - Number(a.id === experiment.id) || b.createdAt - a.createdAt)
    .flatMap((one) =>
      runs
        .filter((other) => other.experimentId === one.id && other.id !== run.id && other.startedAt !== null)
        .toSorted(inOrder)
        .filter((other) => world(one, other.variantIndex) === here)
        .map((other) => ({
          value: againstText({ kind: 'run', run: other.id }),
          label: `${pointsOf(one.spec)[other.variantIndex]!.variant.name}, seed ${other.seed}`,
          group: one.id === experiment.id ? 'This experiment, in step' : one.name,
        })),
    )
  return [
    { value: '', label: 'nothing' },
    ...(checkpoints.length < 2 ? [] : [{ value: 'previous', label: 'the checkpoint before', group: 'This run' }]),
    ...checkpoints.map(({ update }) => ({
      value: String(update),
      label: `update ${formatCount(update)}`,
      group: 'This run',
    })),
    ...others,
  ]
}
