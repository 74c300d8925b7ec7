import type { ReferenceCase } from '../../../../src-shared/catalogue/labs/reference-case.ts'
import type { Measured } from '../../../../src-shared/domain/lab-results/measured.ts'
import { finiteWorld } from '../../environments/finite-world.ts'
import { userMdpModel } from '../../environments/user-mdp.ts'
import { collectTrajectories } from '../../rollout/collect-trajectories.ts'
import { buildLabParts } from '../lab-policy.ts'
import type { LabTools } from '../lab-policy.ts'
import { enumerateEstimates, trajectoryCount } from './enumerate.ts'
import { addEstimate, createMoments, figuresOf, meanOf } from './estimate-moments.ts'
import { estimatorAtWork } from './measured-estimator.ts'
import type { EstimatorChoice } from './measured-estimator.ts'
import { worldSolver } from './truth.ts'

/** A number, or a table of numbers theta[s][a], as it was measured and as it is; `exact` is null where nobody knows. */
interface Answered<T> {
  value: T
  low: T
  high: T
  exact: T | null
}

/** The file's names for estimators, and what each is. */
const named = (gamma: number): [string, EstimatorChoice][] => {
  const choice = (id: EstimatorChoice['id'], discount = 1, weightStates = true): EstimatorChoice => ({
    id,
    discount,
    weightStates,
    baselines: 'exact',
    lambda: 1,
  })
  return [
    ['totalReturn', choice('total-return')],
    ['rewardToGo', choice('reward-to-go')],
    ['minusMeanRewardToGo', choice('mean-baseline')],
    ['minusExactValue', choice('learned-baseline')],
    ['exactAdvantage', choice('exact-advantage')],
    ['rewardToGoDiscountedWeighted', choice('reward-to-go', gamma)],
    ['rewardToGoDiscountedUnweighted', choice('reward-to-go', gamma, false)],
  ]
}

/**
 * A case of a small MDP, with batches of one trajectory: each estimator against the gradient of J, and the two discounted
 * ones against that of J_gamma.
 */
export function* estimatorsOfCase(
  { mdp, theta, discount, batches, seed }: ReferenceCase,
  engines: LabTools['engines'],
): Generator<void, Record<string, unknown>> {
  const environment = { id: 'finite-mdp', ...mdp, discount: undefined, copies: 1 } as const
  const model = userMdpModel(environment)
  const parts = buildLabParts(
    {
      policy: { kind: 'tabular-softmax' },
      critic: undefined,
      normalisation: { observations: false, observationClip: 10, rewards: false, rewardClip: 10 },
      seed,
      snapshot: null,
      theta: theta.flat(),
    },
    {
      environment,
      estimator: { kind: 'reward-to-go', discount: 1, discountStates: false, normalise: false },
      trajectories: 1,
      seed,
    },
    { engines, makeWorld: (copies, rng) => finiteWorld(model, copies, rng) },
  )
  const solve = worldSolver(parts, model)
  const [plain, discounted] = [solve(1), solve(discount)]
  const estimators = named(discount).map(([name, choice]) => ({
    name,
    truthP: name.startsWith('rewardToGoDiscounted') ? discounted.gradientP : plain.gradientP,
    work: estimatorAtWork(parts, choice, solve),
    moments: createMoments(parts.policy.theta.length),
  }))
  const enumerated =
    trajectoryCount(model) === null
      ? null
      : yield* enumerateEstimates(
          parts,
          model,
          parts.table!.piSA.slice(),
          estimators.map(({ work }) => work),
        )
  for (let k = 0; k < batches; k++) {
    yield* collectTrajectories(parts.collector, parts.batch, 1)
    for (const { work, moments, truthP } of estimators) addEstimate(moments, yield* work.gradient(), truthP, k)
  }

  const { actions: A } = model
  const table = <T>(flat: ArrayLike<T>): T[][] =>
    Array.from({ length: flat.length / A }, (_, s) => Array.from({ length: A }, (__, a) => flat[s * A + a]!))
  const known = <T>(value: T): Answered<T> => ({ value, low: value, high: value, exact: value })
  const number = (measured: Measured, exact: number | null): Answered<number> => ({ ...measured, exact })
  return {
    gradient: known(table(plain.gradientP)),
    discountedGradient: known(table(discounted.gradientP)),
    objective: known(plain.objective),
    estimators: Object.fromEntries(
      estimators.map(({ name, truthP, moments }, e) => {
        const figures = figuresOf(moments)!
        const exact = enumerated?.[e] ?? null
        const mean = meanOf(moments, truthP)
        const squaredBias = exact && exact.meanP.reduce((sum, m, p) => sum + (m - truthP[p]!) * (m - truthP[p]!), 0)
        return [
          name,
          {
            mean: {
              value: table(mean.map(({ value }) => value)),
              low: table(mean.map(({ low }) => low)),
              high: table(mean.map(({ high }) => high)),
              exact: exact && table(exact.meanP),
            },
            squaredBias: number(figures.squaredBias, squaredBias),
            variance: number(figures.variance, exact && exact.variance),
          },
        ]
      }),
    ),
  }
}
