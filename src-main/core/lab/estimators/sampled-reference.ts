import type { EstimatorsSpec } from '../../../../src-shared/catalogue/labs/estimators.ts'
import { fillPsi } from '../../algorithms/estimate.ts'
import type { Parts } from '../../algorithms/parts.ts'
import { surrogateGradient } from '../../algorithms/surrogate-gradient.ts'
import { collectTrajectories } from '../../rollout/collect-trajectories.ts'
import type { LabNews } from '../lab-steps.ts'
import { addEstimate, createMoments, meanOf, noiseOf } from './estimate-moments.ts'
import type { ReferenceNoise } from './estimate-moments.ts'

/** So many trajectories make one of the reference's own estimates. */
const perEstimate = 10

/**
 * The gradient by a large sample, where a world can't be solved, with its own noise: from reward-to-go, less the critic's
 * value where there is a critic, which was there before these trajectories and so adds no bias. `total`: all
 * trajectories of the lab, for the progress.
 */
export function* sampleReference<R>(
  parts: Parts,
  { referenceTrajectories }: EstimatorsSpec,
  discount: number,
  hasCritic: boolean,
  total: number,
): Generator<LabNews<R> | void, { gradientP: Float64Array; noise: ReferenceNoise }> {
  const common = { discount, discountStates: true, normalise: false } as const
  const own: Parts = {
    ...parts,
    discountPowers: [],
    plan: {
      ...parts.plan,
      variant: {
        ...parts.plan.variant,
        estimator: hasCritic
          ? { kind: 'advantage', method: 'monte-carlo', lambda: 1, ...common }
          : { kind: 'reward-to-go', ...common },
      },
    },
  }
  const P = parts.policy.theta.length
  const K = Math.ceil(referenceTrajectories / perEstimate)
  const nowhereP = new Float64Array(P)
  const moments = createMoments(P)
  for (let k = 0; k < K; k++) {
    yield* collectTrajectories(own.collector, own.batch, perEstimate)
    yield* fillPsi(own, {})
    addEstimate(moments, (yield* surrogateGradient(own, 'trajectory', {})).g, nowhereP, k)
    yield {
      fraction: (perEstimate * (k + 1)) / total,
      words: `reference: ${(perEstimate * (k + 1)).toLocaleString('en-US')} trajectories`,
      partial: () => null,
    }
  }
  return {
    gradientP: Float64Array.from(meanOf(moments, nowhereP), ({ value }) => value),
    noise: noiseOf(moments),
  }
}
