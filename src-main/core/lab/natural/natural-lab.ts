import { lanczosEigenvalues, lanczosSteps, mostDenseParameters } from '../../../../src-shared/catalogue/labs/natural.ts'
import type { NaturalSpec } from '../../../../src-shared/catalogue/labs/natural.ts'
import type { NaturalResult } from '../../../../src-shared/domain/lab-results/natural.ts'
import { fillPsi } from '../../algorithms/estimate.ts'
import { createNaturalWorkspace, fisherOf } from '../../algorithms/natural-step.ts'
import type { FisherProduct } from '../../algorithms/natural-step.ts'
import type { Parts } from '../../algorithms/parts.ts'
import { surrogateGradient } from '../../algorithms/surrogate-gradient.ts'
import { backwardFromLogits, tabulate } from '../../algorithms/state-table.ts'
import { logitsGradientSA, solvePolicy } from '../../exact/policy-gradient.ts'
import { Generator as RandomGenerator } from '../../random/generator.ts'
import { collectTrajectories } from '../../rollout/collect-trajectories.ts'
import { createSolverVectors } from '../../updates/conjugate-gradient.ts'
import { buildLabParts } from '../lab-policy.ts'
import type { LabPlan, LabTools } from '../lab-policy.ts'
import type { LabNews, LabSteps } from '../lab-steps.ts'
import { bernoulliAscents } from './bernoulli.ts'
import { acrossDampings, acrossDampingsOfSpectrum, solveByCg } from './dampings.ts'
import { largestEigen } from './lanczos.ts'
import { symmetricEigen } from './symmetric-eigen.ts'

/** A gradient, and products with the Fisher matrix at the same theta: both in sums over a trajectory. */
interface GradientAndFisher {
  g: Float64Array
  fisher: FisherProduct
  trajectories: number | null
}

/** The natural gradient: the chapter's example step by step, and the Fisher matrix of a policy. */
export function* naturalLab({ spec, policies }: LabPlan<NaturalSpec>, tools: LabTools): LabSteps<NaturalResult> {
  const { environment, discount, seed } = spec
  const bernoulli = { eta: spec.eta, ...bernoulliAscents(spec.theta, spec.eta, spec.steps) }
  const parts = buildLabParts(
    policies['policy']!,
    {
      environment,
      estimator: { kind: 'mean-baseline', source: 'same-batch', discount, discountStates: true, normalise: false },
      trajectories: spec.trajectories,
      seed,
    },
    tools,
  )
  const { engine, theta } = parts.policy
  const P = theta.length
  // Before the batch: an engine's memory doesn't grow.
  const vectors = { ...createSolverVectors(engine, P), left: engine.vector(P) }
  const gradient = engine.vector(P)
  const { g, fisher, trajectories } = yield* gradientAndFisher(parts, spec)
  gradient.set(g)
  const multiply = (directionP: ArrayLike<number>, outP: Float64Array): void => {
    vectors.direction.set(directionP)
    fisher(vectors.direction, vectors.product)
    outP.set(vectors.product)
  }

  const whole = P <= mostDenseParameters
  const squaredNorm = dot(g, g)
  const base = {
    lab: 'natural' as const,
    bernoulli,
    parameters: P,
    discount,
    trajectories,
    envSteps: parts.collector.envSteps,
    precision: engine.precision,
    gradientNorm: Math.sqrt(squaredNorm),
    delta: spec.delta,
  }
  const { valuesK, errorsK, vectorsKP } = yield* reported(
    whole
      ? wholeSpectrum(multiply, P)
      : largestEigen(multiply, P, lanczosEigenvalues, lanczosSteps, new RandomGenerator(seed, 'lanczos')),
    whole ? 'eigenvalues of the Fisher matrix' : 'its largest eigenvalues',
    0.1,
  )
  const alongK = Float64Array.from(valuesK, (_, k) => dot(vectorsKP.subarray(k * P, (k + 1) * P), g))
  const spectrum = {
    whole,
    eigenvalues: Array.from(valuesK),
    errors: whole ? null : Array.from(errorsK),
    gradientShares: Array.from(alongK, (along) => (squaredNorm === 0 ? 0 : (along * along) / squaredNorm)),
  }
  // A policy that can't be improved, or one batch that all ended alike: there is no way to go.
  if (squaredNorm === 0) return { ...base, spectrum, dampings: [], conjugateGradient: null }

  const dampings = whole
    ? acrossDampingsOfSpectrum(valuesK, alongK, spec.delta)
    : yield* reported(
        acrossDampings(engine, fisher, gradient, vectors, valuesK[0]!, spec.delta),
        'steps at other dampings',
        0.6,
      )
  const conjugateGradient = yield* solveByCg(engine, fisher, gradient, vectors, spec.damping, spec.cgSteps)
  return { ...base, spectrum, dampings, conjugateGradient: { damping: spec.damping, ...conjugateGradient } }
}

/** Exact in a finite world; elsewhere of the spec's trajectories, less each time step's mean return. */
function* gradientAndFisher(parts: Parts, spec: NaturalSpec): Generator<void, GradientAndFisher> {
  const { workspace, policy, table } = parts
  const natural = createNaturalWorkspace(policy, workspace.capacity)
  if (table === undefined) {
    yield* collectTrajectories(parts.collector, parts.batch, spec.trajectories)
    yield* fillPsi(parts, {})
    const { g, rows, weight } = yield* surrogateGradient(parts, 'trajectory', {})
    const fisher = fisherOf(workspace, natural, rows, { weight, damping: 0 })
    return { g: Float64Array.from(g), fisher, trajectories: spec.trajectories }
  }
  tabulate(workspace, table)
  const solved = solvePolicy(table.model, table.piSA, spec.discount)
  backwardFromLogits(workspace, table, logitsGradientSA(solved, table.piSA), 1)
  const g = Float64Array.from(workspace.gradientP)
  const fisher = fisherOf(workspace, natural, table.rows, { weight: 1, damping: 0, rowWeights: solved.visitsS })
  return { g, fisher, trajectories: null }
}

/** All eigenvalues, from the matrix itself: column j is F e_j. */
function* wholeSpectrum(multiply: (directionP: Float64Array, outP: Float64Array) => void, P: number) {
  const fisherPP = new Float64Array(P * P)
  const unit = new Float64Array(P)
  for (let j = 0; j < P; j++) {
    unit[j] = 1
    multiply(unit, fisherPP.subarray(j * P, (j + 1) * P))
    unit[j] = 0
    yield
  }
  // Rounding leaves the two halves a little apart.
  for (let i = 0; i < P; i++)
    for (let j = 0; j < i; j++)
      fisherPP[i * P + j] = fisherPP[j * P + i] = (fisherPP[i * P + j]! + fisherPP[j * P + i]!) / 2
  const { valuesP, vectorsPP } = yield* symmetricEigen(fisherPP, P)
  return {
    valuesK: valuesP.toReversed(),
    errorsK: new Float64Array(P),
    vectorsKP: Float64Array.from({ length: P * P }, (_, i) => vectorsPP[(i % P) * P + P - 1 - Math.floor(i / P)]!),
  }
}

/** Says what is worked out at each yield; how long it will be is not known. */
function* reported<R>(
  steps: Generator<void, R>,
  words: string,
  fraction: number,
): Generator<LabNews<NaturalResult>, R> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    yield { fraction, words, partial: () => null }
  }
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
