import type { AutopsySpec } from '../../../../src-shared/catalogue/labs/autopsy.ts'
import { naturalGradient } from '../../../../src-shared/catalogue/updates/natural-gradient.ts'
import type { AutopsyBatches, AutopsyResult, AutopsyStep } from '../../../../src-shared/domain/lab-results/autopsy.ts'
import { estimate } from '../../algorithms/estimate.ts'
import type { Parts } from '../../algorithms/parts.ts'
import { surrogateGradient } from '../../algorithms/surrogate-gradient.ts'
import type { SurrogateGradient } from '../../algorithms/surrogate-gradient.ts'
import { factorAtKl } from '../factor-at-kl.ts'
import { buildLabParts, withoutOwnCritic } from '../lab-policy.ts'
import type { LabPlan, LabTools } from '../lab-policy.ts'
import type { LabSteps } from '../lab-steps.ts'
import { originOf } from '../origin.ts'
import type { Origin } from '../origin.ts'
import { exactSolver, promisesOfModel } from '../promises.ts'
import { psiSpec } from '../psi.ts'
import { inPlane, mapPlane, planeOf } from './plane.ts'
import type { Plane } from './plane.ts'
import { stepTaker } from './take-steps.ts'

/** Batches at one theta, the step that each update takes from each, and what it promises, costs and brings. */
export function* autopsyLab({ spec, policies }: LabPlan<AutopsySpec>, tools: LabTools): LabSteps<AutopsyResult> {
  const { environment, discount, trajectories, seed, psi } = spec
  const source = withoutOwnCritic(policies['policy']!)
  // Judges the steps, on a batch of its own that is the same again.
  const judge = buildLabParts(
    source,
    {
      environment,
      estimator: psiSpec(psi, discount),
      update: naturalGradient.schema.parse({ kind: 'natural-gradient' }),
      trajectories,
      seed,
    },
    tools,
  )
  const origin = yield* originOf(judge, spec, tools)
  const takers = spec.methods.map((method) => stepTaker(spec, method, source, origin.thetaP, tools))
  const moveTo = (stepP: Float64Array, factor = 1) => {
    for (let p = 0; p < stepP.length; p++) judge.policy.theta[p] = origin.thetaP[p]! + factor * stepP[p]!
  }
  const delta = spec.lengths === 'equal-kl' ? spec.delta : null
  const stay = new Float64Array(origin.thetaP.length)
  const batches = takers.map(({ method }): AutopsyBatches => ({
    method,
    predicted: [],
    surrogate: [],
    truth: [],
    kl: [],
  }))
  let steps: AutopsyStep[] = []
  let plane: AutopsyResult['plane'] = null
  const result = (): AutopsyResult => ({
    lab: 'autopsy',
    truth: truthOf(origin, spec.referenceEpisodes),
    discount,
    objective: origin.objective,
    parameters: origin.thetaP.length,
    trajectories,
    delta,
    steps,
    plane,
    batches: batches.map(({ method, predicted, surrogate, truth, kl }) => ({
      method,
      predicted: [...predicted],
      surrogate: [...surrogate],
      truth: [...truth],
      kl: [...kl],
    })),
  })

  /** Where the contour of delta crosses the exact gradient's axis, so that it is seen. */
  function* contourEnds({ xP }: Plane): Generator<void, { x: number; y: number }[]> {
    if (delta === null) return []
    const ends: { x: number; y: number }[] = []
    for (const sign of [1, -1]) {
      const klAt = (factor: number): number => {
        moveTo(xP, sign * factor)
        return origin.exactKl()!
      }
      ends.push({ x: sign * ((yield* factorAtKl(klAt, delta)) ?? 0), y: 0 })
    }
    return ends
  }

  for (let k = 0; k < spec.batches; k++) {
    moveTo(stay)
    yield* estimate(judge, {})
    const batch = yield* surrogateGradient(judge, 'trajectory', {})
    const gradientP = Float64Array.from(batch.g)
    const taken: { step: Judged; stepP: Float64Array }[] = []
    for (const [t, taker] of takers.entries()) {
      const ownStepP = yield* taker.step()
      const klAt = (factor: number): number => {
        moveTo(ownStepP, factor)
        return origin.exactKl() ?? batch.weight * batch.measure().kl
      }
      const factor = delta === null ? 1 : yield* scaled(ownStepP, klAt, delta)
      const stepP = ownStepP.map((entry) => (factor ?? 1) * entry)
      moveTo(stepP)
      const step = yield* judged(gradientP, stepP, batch, origin)
      taken.push({ step: { ...step, factor, method: taker.method }, stepP })
      const { predicted, surrogate, truth, kl } = batches[t]!
      predicted.push(step.predicted)
      surrogate.push(step.surrogate)
      truth.push(step.truth?.value ?? null)
      kl.push(step.kl)
      yield
    }
    if (k === 0) {
      moveTo(stay)
      const found = yield* planeThrough(judge, origin, gradientP)
      steps = taken.map(({ step, stepP }) => ({
        ...step,
        ...(found === null ? { at: null, outside: null } : inPlane(found, stepP)),
      }))
      if (found !== null) {
        const ends = [...steps.flatMap(({ at }) => (at === null ? [] : [at])), ...(yield* contourEnds(found))]
        plane = yield* mapPlane(found, ends, origin, moveTo)
      }
    }
    yield {
      fraction: (k + 1) / spec.batches,
      words: `${k + 1} of ${spec.batches} batches`,
      partial: result,
    }
  }
  return result()
}

function truthOf({ solved, objective }: Origin, episodes: number): AutopsyResult['truth'] {
  if (solved !== undefined) return { kind: 'exact' }
  return objective === null ? { kind: 'unknown' } : { kind: 'sampled', episodes }
}

/** Null where the update stays where it is, or no multiple of its step spends so much. */
function* scaled(stepP: Float64Array, klAt: (factor: number) => number, delta: number): Generator<void, number | null> {
  return stepP.some((entry) => entry !== 0) ? yield* factorAtKl(klAt, delta) : null
}

type Judged = Omit<AutopsyStep, 'at' | 'outside'>

/** Of the policy as it now is, on the batch that it was taken from. */
function* judged(
  gradientP: Float64Array,
  stepP: Float64Array,
  { weight, before, measure }: SurrogateGradient,
  origin: Origin,
): Generator<void, Omit<Judged, 'method' | 'factor'>> {
  const after = measure()
  const batchKl = weight * after.kl
  return {
    predicted: gradientP.reduce((sum, g, p) => sum + g * stepP[p]!, 0),
    surrogate: weight * (after.surrogate - before.surrogate),
    truth: yield* origin.changeOfJ(),
    kl: origin.exactKl() ?? batchKl,
    batchKl,
    norm: Math.sqrt(stepP.reduce((sum, entry) => sum + entry * entry, 0)),
  }
}

/** In finite worlds; the judge stands at theta. */
function* planeThrough(judge: Parts, { solved }: Origin, batchGradientP: Float64Array) {
  if (solved === undefined) return null
  const model = promisesOfModel(judge, solved, 0)
  const naturalP = yield* model.natural(exactSolver)
  return planeOf(model.gradientP, [
    { axes: 'natural', directionP: naturalP },
    { axes: 'batch', directionP: batchGradientP },
  ])
}
