import type { EnvironmentSpec } from '../../src-shared/catalogue/environments/index.ts'
import type { Run } from '../../src-shared/domain/run.ts'
import type { BudgetSpec, VariantSpec } from '../../src-shared/domain/spec.ts'
import type { Library } from './library.ts'

/** How long one run should take, from earlier ones alike. */
export interface Estimate {
  seconds: number
  /** How many finished runs it rests on; 0 where the budget itself is a time. */
  runs: number
}

/** Null when no finished run is alike: same world, same way of collecting, same networks, same kind of update. */
export function estimateRun(
  library: Library,
  environment: EnvironmentSpec,
  variant: VariantSpec,
  budget: BudgetSpec,
): Estimate | null {
  if ('seconds' in budget) return { seconds: budget.seconds, runs: 0 }
  const key = likeness(environment, variant)
  const perUnit: number[] = []
  for (const experiment of library.experiments()) {
    experiment.spec.variants.forEach((other, variantIndex) => {
      if (likeness(experiment.spec.environment, other) !== key) return
      for (const run of library.runsOf(experiment.id)) {
        if (run.variantIndex !== variantIndex || run.status !== 'finished') continue
        const units = 'envSteps' in budget ? run.progress.envSteps : run.progress.update
        const seconds = wallSeconds(run)
        if (units > 0 && seconds !== null) perUnit.push(seconds / units)
      }
    })
  }
  if (perUnit.length === 0) return null
  return { seconds: median(perUnit) * ('envSteps' in budget ? budget.envSteps : budget.updates), runs: perUnit.length }
}

/** Stored variants never change, and belong to one environment: their keys are written once. */
const likenesses = new WeakMap<VariantSpec, string>()

function likeness(environment: EnvironmentSpec, variant: VariantSpec): string {
  let key = likenesses.get(variant)
  if (key === undefined) likenesses.set(variant, (key = writeLikeness(environment, variant)))
  return key
}

/** What decides how long an update takes; learning rates and the like don't. */
function writeLikeness(environment: EnvironmentSpec, { collection, policy, critic, update }: VariantSpec): string {
  const passes = 'epochs' in update ? [update.epochs, update.minibatches] : []
  return JSON.stringify([environment, collection, policy, critic?.network, critic?.fit, update.kind, passes])
}

const wallSeconds = (run: Run) =>
  run.startedAt === null || run.endedAt === null ? null : (run.endedAt - run.startedAt) / 1_000

/** A run that was paused in between took long by the clock: the median doesn't mind a few of them. */
function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
