import type { EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { BudgetSpec } from '../../../src-shared/domain/budget.ts'
import type { EvaluationSpec } from '../../../src-shared/domain/evaluation.ts'
import type { VariantSpec } from '../../../src-shared/domain/variant.ts'
import type { StoredTrajectories } from '../../../src-shared/domain/stored-trajectories.ts'
import type { TimeMeans } from '../estimators/mean-baseline.ts'
import type { Engines } from '../policies/engines.ts'
import type { Policy } from '../policies/policy.ts'
import type { Generator as RandomGenerator } from '../random/generator.ts'
import type { Batch, Rows } from '../rollout/batch.ts'
import type { Collector } from '../rollout/collector.ts'
import type { ReusableMinibatchOrder } from '../rollout/minibatch-order.ts'
import { drawMinibatchOrder } from '../rollout/minibatch-order.ts'
import type { Optimiser } from '../updates/optimiser.ts'
import { scheduled } from '../updates/schedule.ts'
import type { ScheduleKind } from '../updates/schedule.ts'
import type { CriticSetup, SecondThread } from './critic-fit.ts'
import type { Critic } from './critic.ts'
import type { FittedQ } from './fitted-q.ts'
import type { NaturalWorkspace } from './natural-step.ts'
import type { PolicyWorkspace } from './policy-workspace.ts'
import type { BeforeStep, StateTable } from './state-table.ts'

/** What one run is to do: everything that decides its bits, beside engine and runtime. */
export interface LearnerPlan {
  environment: EnvironmentSpec
  variant: VariantSpec
  seed: number
  budget: BudgetSpec
  evaluation: EvaluationSpec | null
  /** Costly metrics every so many updates; null leaves them out. */
  diagnosticsEvery: number | null
  /** The stored trajectories of a collection from a data set, parsed. */
  dataset?: StoredTrajectories
}

/** What a learner computes with. */
export interface LearnerEngines extends Engines {
  /** Called at most once; absent where there is no further thread to be had. */
  openSecondThread?: (setup: CriticSetup) => SecondThread
}

/** Everything a learner consists of; the algorithms work on it. */
export interface Parts {
  plan: LearnerPlan
  policy: Policy
  workspace: PolicyWorkspace
  /** In finite worlds, where something is solved from the model. */
  table: StateTable | undefined
  beforeStep: BeforeStep | undefined
  /** Of the updates that solve with the Fisher matrix. */
  natural: NaturalWorkspace | undefined
  /** Of the updates that climb a gradient; undefined for the others. */
  optimiser: Optimiser | undefined
  /** Policy iteration's Q-hat, where it is more than a table. */
  fittedQ: FittedQ | undefined
  critic: Critic | undefined
  criticOptimiser: Optimiser | undefined
  /** Where a critic that is fitted with the policy may be fitted at the same time. */
  secondThread: SecondThread | undefined
  collector: Collector
  batch: Batch
  /** The N separate trajectories that a baseline is learned from; undefined where none are. */
  baselineBatch: Batch | undefined
  minibatchOrder: ReusableMinibatchOrder
  criticMinibatchOrder: ReusableMinibatchOrder
  /** The batch's rows in their own order. */
  batchOrder: ReusableMinibatchOrder
  /** Shuffles minibatches; every update draws the orders of all its epochs before its first minibatch. */
  minibatchRandom: RandomGenerator
  timeMeans: TimeMeans
  discountPowers: number[]
  /** What normalising divided this batch's Psi by; 1 where it is left as it is. */
  psiSpread: number
  /** How many updates are done. */
  updates: number
  /** 0 to 1 of the budget, where it counts env steps or updates. */
  fraction: number
  /** The KL penalty's weight, where it adapts. */
  lambda: number
}

/** A value that follows a schedule, at this update. */
export function atThisUpdate(parts: Parts, kind: ScheduleKind, first: number): number {
  return scheduled(kind, first, parts.fraction, parts.updates)
}

/** Whether costly metrics are due at this update. */
export function diagnosed(parts: Parts): boolean {
  const { diagnosticsEvery } = parts.plan
  return diagnosticsEvery !== null && (parts.updates + 1) % diagnosticsEvery === 0
}

/** How many steps a trajectory has on average: what turns averages over steps into sums over trajectories. */
export function stepsPerTrajectory(batch: Batch): number {
  return batch.rows / batch.trajectories
}

/**
 * The weight of a mean over rows: 1 for averages over steps, the mean trajectory's length for sums over trajectories.
 */
export function perWeight(batch: Batch, per: 'trajectory' | 'step'): number {
  return per === 'trajectory' ? stepsPerTrajectory(batch) : 1
}

/** All rows of the batch in their own order. */
export function wholeBatch(parts: Parts): Rows {
  const { batchOrder, batch } = parts
  if (batchOrder.rowsB.length < batch.rows) drawMinibatchOrder(batchOrder, batch.capacity, 1, 1, parts.minibatchRandom)
  return { batch, rowsB: batchOrder.rowsB, from: 0, to: batch.rows }
}
