import { surrogatePoints, surrogateSampledEvery } from '../../../../src-shared/catalogue/labs/surrogate.ts'
import type { SurrogateSpec } from '../../../../src-shared/catalogue/labs/surrogate.ts'
import { naturalGradient } from '../../../../src-shared/catalogue/updates/natural-gradient.ts'
import type { SurrogatePoint, SurrogateResult } from '../../../../src-shared/domain/lab-results/surrogate.ts'
import { LearnerError } from '../../learner-error.ts'
import { factorAtKl } from '../factor-at-kl.ts'
import { buildLabParts, withoutOwnCritic } from '../lab-policy.ts'
import type { LabPlan, LabTools } from '../lab-policy.ts'
import type { LabSteps } from '../lab-steps.ts'
import { exactGradientP, originOf } from '../origin.ts'
import { psiSpec } from '../psi.ts'
import { exactSolver, promisesOfBatch, promisesOfModel } from '../promises.ts'

/** Along theta + alpha d: J as it is, and what the first order, the surrogate and the clipped surrogate say of it. */
export function* surrogateLab({ spec, policies }: LabPlan<SurrogateSpec>, tools: LabTools): LabSteps<SurrogateResult> {
  const { environment, discount, trajectories, seed, clip } = spec
  const exact = spec.expectations === 'exact'
  const parts = buildLabParts(
    withoutOwnCritic(policies['policy']!),
    {
      environment,
      estimator: psiSpec(exact ? 'reward-to-go' : spec.psi, discount),
      // What solving with the Fisher matrix needs is there then.
      update: naturalGradient.schema.parse({ kind: 'natural-gradient' }),
      trajectories,
      seed,
    },
    tools,
  )
  const { policy } = parts
  const origin = yield* originOf(parts, spec, tools)
  const promises = exact
    ? promisesOfModel(parts, origin.solved!, clip)
    : yield* promisesOfBatch(parts, trajectories, clip)
  const directionP = spec.direction === 'gradient' ? promises.gradientP : yield* promises.natural(exactSolver)
  const moveTo = (alpha: number) => {
    for (let p = 0; p < directionP.length; p++) policy.theta[p] = origin.thetaP[p]! + alpha * directionP[p]!
  }
  const kl = (): number => origin.exactKl() ?? promises.kl!()
  const longest = directionP.some((entry) => entry !== 0)
    ? yield* factorAtKl((alpha) => {
        moveTo(alpha)
        return kl()
      }, spec.reach)
    : null
  if (longest === null)
    throw new LearnerError({
      kind: 'wrong-state',
      field: exact ? 'policy' : 'trajectories',
      sentence: exact
        ? 'The gradient is zero at this policy, so there is no direction to go in: take another one.'
        : 'The batch gives no direction that changes the policy: take more trajectories, or another seed.',
    })

  const slope = dot(promises.gradientP, directionP)
  moveTo(0)
  const trueSlope = origin.solved === undefined ? null : dot(exactGradientP(parts, origin.solved), directionP)
  const points: SurrogatePoint[] = []
  const result = (): SurrogateResult => ({
    lab: 'surrogate',
    truth: truthOf(),
    discount,
    objective: origin.objective,
    parameters: policy.theta.length,
    trajectories: exact ? null : trajectories,
    direction: spec.direction,
    clip,
    slope,
    trueSlope,
    points: [...points],
  })
  const truthOf = (): SurrogateResult['truth'] => {
    if (origin.solved !== undefined) return { kind: 'exact' }
    return origin.objective === null ? { kind: 'unknown' } : { kind: 'sampled', episodes: spec.referenceEpisodes }
  }
  for (let i = 0; i < surrogatePoints; i++) {
    const alpha = (longest * i) / (surrogatePoints - 1)
    moveTo(alpha)
    const known = origin.solved !== undefined || i % surrogateSampledEvery === 0
    points.push({
      alpha,
      firstOrder: alpha * slope,
      surrogate: promises.surrogate(),
      clipped: promises.clipped(),
      kl: i === 0 ? 0 : kl(),
      truth: known ? yield* origin.changeOfJ() : null,
    })
    yield {
      fraction: (i + 1) / surrogatePoints,
      words: `${i + 1} of ${surrogatePoints} points`,
      partial: () => (points.length > 1 ? result() : null),
    }
  }
  return result()
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0)
