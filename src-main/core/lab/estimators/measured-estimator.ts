import type { EstimatorSpec } from '../../../../src-shared/catalogue/estimators/index.ts'
import type { MeasuredEstimator } from '../../../../src-shared/catalogue/labs/estimators.ts'
import { fillPsi, learnBaseline } from '../../algorithms/estimate.ts'
import type { Parts } from '../../algorithms/parts.ts'
import { surrogateGradient } from '../../algorithms/surrogate-gradient.ts'
import { rewardsToGo, weightStates } from '../../estimators/returns.ts'
import type { Vector } from '../../networks/network.ts'
import type { OptimiserState } from '../../updates/optimiser.ts'
import type { SolvedWorld } from './truth.ts'

/** One estimator as it is measured. */
export interface EstimatorChoice {
  id: MeasuredEstimator
  discount: number
  weightStates: boolean
  baselines: 'same-batch' | 'separate' | 'exact'
  lambda: number
}

/**
 * An estimator over parts that several of them share: policy, batch, collector, critic. What a batch fits of the critic is
 * taken back before the next, so that batches stay independent.
 */
export interface EstimatorAtWork {
  choice: EstimatorChoice
  /** Of the batch that `parts` now holds: leaves 1/M sum over m, h of grad log pi(a_h|s_h) Psi_h in the workspace. */
  gradient(): Generator<void, Vector>
  /** Psi alone. */
  fillPsi(): Generator<void, void>
}

export function estimatorAtWork(
  parts: Parts,
  choice: EstimatorChoice,
  solve: ((discount: number) => SolvedWorld) | undefined,
): EstimatorAtWork {
  const own: Parts = {
    ...parts,
    plan: { ...parts.plan, variant: { ...parts.plan.variant, estimator: specOf(choice) } },
    timeMeans: { sumsH: [], countsH: [] },
    // Each its own: others may have another discount.
    discountPowers: [],
  }
  const exact = choice.baselines === 'exact' ? solve!(choice.discount) : undefined
  if (exact !== undefined && choice.id === 'mean-baseline')
    own.timeMeans = { sumsH: [...exact.meanValuesH], countsH: exact.meanValuesH.map(() => 1) }
  const fitsCritic = choice.id === 'learned-baseline' && exact === undefined
  const restoreCritic = fitsCritic ? criticKeeper(parts) : () => {}

  function* psi(): Generator<void, void> {
    if (choice.id === 'learned-baseline' && exact !== undefined) return subtractExactValues(own, choice, exact)
    const learns =
      choice.baselines === 'separate' && (choice.id === 'mean-baseline' || choice.id === 'learned-baseline')
    if (learns) yield* learnBaseline(own, own.baselineBatch!, {})
    yield* fillPsi(own, {})
    restoreCritic()
  }
  return {
    choice,
    fillPsi: psi,
    *gradient() {
      yield* psi()
      return (yield* surrogateGradient(own, 'trajectory', {})).g
    },
  }
}

function specOf(choice: EstimatorChoice): EstimatorSpec {
  const { discount, weightStates: discountStates, lambda } = choice
  const common = { discount, discountStates, normalise: false }
  const source = choice.baselines === 'same-batch' ? 'same-batch' : 'separate'
  switch (choice.id) {
    case 'total-return':
    case 'reward-to-go':
    case 'exact-advantage':
      return { kind: choice.id, ...common }
    case 'mean-baseline':
    case 'learned-baseline':
      return { kind: choice.id, source, ...common }
    case 'gae':
      return { kind: 'advantage', method: 'gae', lambda, ...common }
  }
}

/** Psi_h = R_h - V_h(s_h) */
function subtractExactValues(
  { batch, discountPowers }: Parts,
  { discount, weightStates: weighted }: EstimatorChoice,
  { states, valuesHS }: SolvedWorld,
): void {
  const { psiB, stepsB, statesB } = batch
  rewardsToGo(batch, discount, psiB)
  for (let row = 0; row < batch.rows; row++) psiB[row]! -= valuesHS[stepsB[row]! * states + statesB![row]!]!
  if (weighted && discount < 1) weightStates(batch, discount, discountPowers, psiB)
}

/** Puts the critic, and what its optimiser remembers, back to what they are now. */
function criticKeeper({ critic, criticOptimiser }: Parts): () => void {
  if (critic === undefined || criticOptimiser === undefined) return () => {}
  const theta = critic.theta.slice()
  const memory: OptimiserState = criticOptimiser.save()
  return () => {
    critic.theta.set(theta)
    criticOptimiser.load(memory)
  }
}
