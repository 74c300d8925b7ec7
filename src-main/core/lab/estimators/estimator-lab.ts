import type { CriticSpec } from '../../../../src-shared/catalogue/critic.ts'
import { criticSpec } from '../../../../src-shared/catalogue/critic.ts'
import { batchSizesOf, needsCritic } from '../../../../src-shared/catalogue/labs/estimators.ts'
import type { EstimatorsSpec, MeasuredEstimator } from '../../../../src-shared/catalogue/labs/estimators.ts'
import type { EstimatorAtSize, EstimatorsResult } from '../../../../src-shared/domain/lab-results/estimators.ts'
import { holm } from '../../../statistics/holm.ts'
import { fitCriticAlone } from '../../algorithms/estimate.ts'
import type { Parts } from '../../algorithms/parts.ts'
import { finiteModel } from '../../environments/registry.ts'
import { rewardsToGo } from '../../estimators/returns.ts'
import { Generator as RandomGenerator } from '../../random/generator.ts'
import { collectTrajectories } from '../../rollout/collect-trajectories.ts'
import { buildLabParts } from '../lab-policy.ts'
import type { LabPlan, LabTools } from '../lab-policy.ts'
import type { LabSteps } from '../lab-steps.ts'
import { enumerateEstimates, trajectoryCount } from './enumerate.ts'
import { addEstimate, createMoments, figuresOf, noNoise } from './estimate-moments.ts'
import type { EstimateFigures, ReferenceNoise } from './estimate-moments.ts'
import { estimatorAtWork } from './measured-estimator.ts'
import type { EstimatorAtWork, EstimatorChoice } from './measured-estimator.ts'
import { sampleReference } from './sampled-reference.ts'
import { worldSolver } from './truth.ts'
import type { SolvedWorld } from './truth.ts'

/**
 * K batches of each size at one theta, and what several estimators make of each: their variance, bias and error against the
 * gradient, which is exact in a finite world and a large sample's elsewhere. One draw of trajectories serves all of them.
 */
export function* estimatorLab(
  { spec, policies }: LabPlan<EstimatorsSpec>,
  tools: LabTools,
): LabSteps<EstimatorsResult> {
  const source = policies['policy']!
  const { environment, seed, discount } = spec
  const separate = spec.baselines === 'separate' ? spec.baselineTrajectories : undefined
  const critic = criticOf(spec)
  const parts = buildLabParts(
    source,
    {
      environment,
      estimator: { kind: 'reward-to-go', discount, discountStates: spec.weightStates, normalise: false },
      ...(critic === undefined ? {} : { critic }),
      trajectories: spec.largestBatch,
      ...(separate === undefined ? {} : { baselineTrajectories: separate }),
      seed,
    },
    tools,
  )
  const model = parts.table === undefined ? undefined : finiteModel(environment)
  const solve = model === undefined ? undefined : worldSolver(parts, model)
  yield* prepareCritic(parts, spec, solve)

  const truthDiscount = spec.truth === 'discounted' ? discount : 1
  const estimators = spec.estimators.map((id) => estimatorAtWork(parts, choiceOf(spec, id), solve))
  const sizes = batchSizesOf(spec)
  /** Trajectories, the reference's too: what progress goes by. */
  let trajectories = solve === undefined ? spec.referenceTrajectories : 0
  const total = trajectories + sizes.reduce((sum, size) => sum + size + (separate ?? 0), 0) * spec.batches
  const truth =
    solve === undefined
      ? yield* sampleReference<EstimatorsResult>(parts, spec, truthDiscount, needsCritic(spec), total)
      : { gradientP: solve(truthDiscount).gradientP, noise: noNoise }
  const enumerated = yield* enumeratedOf(parts, estimators, truth.gradientP)
  const measured = estimators.map(() => new Map<number, EstimateFigures>())
  let batchesDone = 0

  const result = (): EstimatorsResult => ({
    lab: 'estimators',
    truth: {
      kind: solve === undefined ? 'sampled' : 'exact',
      discount: truthDiscount,
      norm: normOf(truth.gradientP, truth.noise),
      trajectories: solve === undefined ? spec.referenceTrajectories : null,
    },
    parameters: parts.policy.theta.length,
    enumeratedTrajectories: enumerated === null ? null : enumerated.trajectories,
    envSteps: parts.collector.envSteps,
    batchesDone,
    estimators: withHolm(
      estimators.map(({ choice: { id } }, e) => ({
        id,
        atSizes: [...measured[e]!].map(([batchSize, figures]): EstimatorAtSize => ({
          batchSize,
          ...figures,
          pHolm: figures.p,
          exact: atSize(enumerated?.estimates[e] ?? null, batchSize),
        })),
      })),
    ),
  })

  for (const size of sizes) {
    const moments = estimators.map(() => createMoments(parts.policy.theta.length))
    const keep = () => {
      for (const [e, each] of moments.entries()) {
        const figures = figuresOf(each, truth.noise)
        if (figures !== null) measured[e]!.set(size, figures)
      }
    }
    for (let k = 0; k < spec.batches; k++) {
      if (separate !== undefined) yield* collectTrajectories(parts.collector, parts.baselineBatch!, separate)
      yield* collectTrajectories(parts.collector, parts.batch, size)
      for (const [e, estimator] of estimators.entries())
        addEstimate(moments[e]!, yield* estimator.gradient(), truth.gradientP, k)
      trajectories += size + (separate ?? 0)
      batchesDone++
      yield {
        fraction: trajectories / total,
        words: `${count(batchesDone)} of ${count(sizes.length * spec.batches)} batches`,
        partial: () => {
          keep()
          return measured.some((sizesDone) => sizesDone.size > 0) ? result() : null
        },
      }
    }
    keep()
  }
  return result()
}

const count = (value: number): string => value.toLocaleString('en-US')

const choiceOf = (
  { discount, weightStates, baselines, lambda }: EstimatorsSpec,
  id: MeasuredEstimator,
): EstimatorChoice => ({
  id,
  discount,
  weightStates,
  baselines,
  lambda,
})

/** A table over states and time steps, which holds V_h(s) as it is. */
const exactCritic: CriticSpec = criticSpec.parse({
  network: { kind: 'tabular' },
  timeStep: true,
  fit: { kind: 'separate', epochs: 20, minibatchSize: 64, learningRate: 0.05 },
})

/** Undefined: the run's own. Without need of one the run's stays too, for it may be part of the policy's network. */
function criticOf(spec: EstimatorsSpec): CriticSpec | undefined {
  if (!needsCritic(spec) || spec.critic.from === 'run') return undefined
  return spec.critic.from === 'fitted' ? spec.critic.critic : exactCritic
}

/** Before anything is measured: fits the critic, or writes the exact values with their errors into it. */
function* prepareCritic(
  parts: Parts,
  spec: EstimatorsSpec,
  solve: ((discount: number) => SolvedWorld) | undefined,
): Generator<void, void> {
  if (!needsCritic(spec) || spec.critic.from === 'run') return
  const critic = parts.critic!
  if (spec.critic.from === 'fitted') {
    const { collector, batch } = parts
    yield* collectTrajectories(collector, batch, spec.critic.trajectories)
    rewardsToGo(batch, spec.discount, batch.targetsB)
    const memory = parts.criticOptimiser!.save()
    yield* fitCriticAlone(parts, batch, {})
    // Later fits begin with an optimiser that remembers nothing of this one.
    parts.criticOptimiser!.load(memory)
    return
  }
  const { valuesHS, states } = solve!(spec.discount)
  const rng = new RandomGenerator(spec.seed, 'errors of the critic')
  const row = new Float64Array(1)
  const shown = new Float64Array(1)
  for (let h = 0; h < valuesHS.length / states - 1; h++) {
    for (let s = 0; s < states; s++) {
      shown[0] = s
      critic.encoding.write(shown, 0, h, row, 0)
      critic.theta[row[0]!] = valuesHS[h * states + s]! + spec.critic.error * rng.normal()
    }
  }
}

/** Estimators that average independent trajectories, over all trajectories of the world; null where they are too many. */
function* enumeratedOf(parts: Parts, estimators: readonly EstimatorAtWork[], truthP: Float64Array) {
  const { table } = parts
  const trajectories = table === undefined ? null : trajectoryCount(table.model)
  if (table === undefined || trajectories === null) return null
  const averaging = estimators.filter(({ choice }) => averages(choice))
  const found = yield* enumerateEstimates(parts, table.model, table.piSA.slice(), averaging)
  return {
    trajectories,
    estimates: estimators.map((estimator) => {
      const estimate = found[averaging.indexOf(estimator)]
      if (estimate === undefined) return null
      const squaredBias = estimate.meanP.reduce((sum, mean, p) => sum + (mean - truthP[p]!) * (mean - truthP[p]!), 0)
      return { variance: estimate.variance, squaredBias }
    }),
  }
}

/** Whether a batch's estimate is the mean of independent estimates, one a trajectory. */
const averages = ({ id, baselines }: EstimatorChoice): boolean =>
  (id !== 'mean-baseline' && id !== 'learned-baseline') || baselines === 'exact'

function atSize(one: { variance: number; squaredBias: number } | null, size: number): EstimatorAtSize['exact'] {
  if (one === null) return null
  const variance = one.variance / size
  return { variance, squaredBias: one.squaredBias, meanSquaredError: one.squaredBias + variance }
}

/** Every p-value of the page is corrected for all the others. */
function withHolm(estimators: EstimatorsResult['estimators']): EstimatorsResult['estimators'] {
  const all = estimators.flatMap(({ atSizes }) => atSizes)
  const corrected = holm(all.map(({ p }) => p))
  for (const [i, each] of all.entries()) each.pHolm = corrected[i]!
  return estimators
}

/** |g|; of a sampled g its square is too long by v / K, and off by the spread of that. */
function normOf(gradientP: Float64Array, { meanSquare, trace }: ReferenceNoise): EstimatorsResult['truth']['norm'] {
  const square = gradientP.reduce((sum, g) => sum + g * g, 0)
  const root = (value: number) => Math.sqrt(Math.max(0, value))
  const value = root(square - meanSquare)
  const half = 1.96 * Math.sqrt(4 * value * value * Math.sqrt(trace) + 2 * trace)
  return { value, low: root(square - meanSquare - half), high: root(square - meanSquare + half) }
}
