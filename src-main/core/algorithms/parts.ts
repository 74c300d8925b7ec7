import type { EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { BudgetSpec } from '../../../src-shared/domain/budget.ts'
import type { EvaluationSpec } from '../../../src-shared/domain/evaluation.ts'
import type { VariantSpec } from '../../../src-shared/domain/variant.ts'
import type { StoredTrajectories } from '../../../src-shared/domain/stored-trajectories.ts'
import type { TimeMeans } from '../estimators/mean-baseline.ts'
import type { Engines } from '../policies/engines.ts'
import type { Vector } from '../networks/network.ts'
import type { RunningMoments } from '../normalisation/running-moments.ts'
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
  /** What a variant that starts from a checkpoint starts from. */
  start?: StartParameters
}

/** The part of a snapshot that training starts from. */
export interface StartParameters {
  theta: Vector
  criticTheta: Vector | null
  observationMoments: RunningMoments | null
  rewardSpread: number | null
}

/** What a learner computes with. */
export interface LearnerEngines extends Engines {
  /** Called at most once; absent where there is no further thread to be had. */
  openSecondThread?: (setup: CriticSetup) => SecondThread
}

/** What is to be done and how far it is: what schedules and adaptive weights go by. */
export interface RunParts {
  plan: LearnerPlan
  /** How many updates are done. */
  updates: number
  /** 0 to 1 of the budget, where it counts env steps or updates. */
  fraction: number
  /** The KL penalty's weight, where it adapts. */
  lambda: number
}

/** What an update differentiates and changes the policy with. */
export interface PolicyParts {
  policy: Policy
  workspace: PolicyWorkspace
  /** Of the updates that solve with the Fisher matrix. */
  natural: NaturalWorkspace | undefined
  /** Of the updates that climb a gradient; undefined for the others. */
  optimiser: Optimiser | undefined
}

/** What a value function is fitted with, where the variant has one. */
export interface CriticParts {
  critic: Critic | undefined
  criticOptimiser: Optimiser | undefined
  /** Of the epochs of a critic that is fitted on its own. */
  criticMinibatchOrder: ReusableMinibatchOrder
  /** Where a critic that is fitted with the policy may be fitted at the same time. */
  secondThread: SecondThread | undefined
}

/** What is collected, the order in which an update goes through it, and what Psi is estimated with. */
export interface DataParts {
  collector: Collector
  batch: Batch
  /** The N separate trajectories that a baseline is learned from; undefined where none are. */
  baselineBatch: Batch | undefined
  minibatchOrder: ReusableMinibatchOrder
  /** The batch's rows in their own order. */
  batchOrder: ReusableMinibatchOrder
  /** Shuffles minibatches; every update draws the orders of all its epochs before its first minibatch. */
  minibatchRandom: RandomGenerator
  timeMeans: TimeMeans
  discountPowers: number[]
  /** What normalising divided this batch's Psi by; 1 where it is left as it is. */
  psiSpread: number
}

/** What is worked out state by state, in finite worlds of which the model is known. */
export interface ModelParts {
  /** Where something is solved from the model. */
  table: StateTable | undefined
  beforeStep: BeforeStep | undefined
  /** Policy iteration's Q-hat, where it is more than a table. */
  fittedQ: FittedQ | undefined
}

/** Everything a learner consists of; an algorithm's functions take the parts that they use. */
export interface Parts extends RunParts, PolicyParts, CriticParts, DataParts, ModelParts {}

/** A value that follows a schedule, at this update. */
export function atThisUpdate(run: RunParts, kind: ScheduleKind, first: number): number {
  return scheduled(kind, first, run.fraction, run.updates)
}

/** Whether costly metrics are due at this update. */
export function diagnosed(run: RunParts): boolean {
  const { diagnosticsEvery } = run.plan
  return diagnosticsEvery !== null && (run.updates + 1) % diagnosticsEvery === 0
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
export function wholeBatch(data: DataParts): Rows {
  const { batchOrder, batch } = data
  if (batchOrder.rowsB.length < batch.rows) drawMinibatchOrder(batchOrder, batch.capacity, 1, 1, data.minibatchRandom)
  return { batch, rowsB: batchOrder.rowsB, from: 0, to: batch.rows }
}
