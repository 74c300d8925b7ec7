import type { UpdateSpec } from '../../../src-shared/catalogue/updates/index.ts'
import { ascend } from './ascent.ts'
import { estimate, fitCriticAfterwards } from './estimate.ts'
import { atThisUpdate } from './parts.ts'
import type { Metrics } from './metrics.ts'
import type { Parts } from './parts.ts'
import { fillRatios } from './policy-workspace.ts'
import type { Surrogate } from './objective.ts'

type ClipSpec = Extract<UpdateSpec, { kind: 'clip' }>

/** min(rho Psi, clip(rho, 1 - epsilon, 1 + epsilon) Psi), and how many of the samples were clipped. */
interface ClippedSurrogate extends Surrogate {
  /** Samples whose ratio left [1 - epsilon, 1 + epsilon], of `samples` differentiated. */
  clipped: number
  samples: number
}

export function clippedSurrogate(epsilon: number): ClippedSurrogate {
  const low = 1 - epsilon
  const high = 1 + epsilon
  const surrogate: ClippedSurrogate = {
    clipped: 0,
    samples: 0,
    differentiate(workspace, count, weight) {
      const { psiB, ratiosB, coefficientsB } = workspace
      fillRatios(workspace, count)
      let sum = 0
      let clipped = 0
      for (let b = 0; b < count; b++) {
        const psi = psiB[b]!
        const ratio = ratiosB[b]!
        if (ratio < low || ratio > high) clipped++
        // The minimum is the clipped term, which is flat, where the ratio has already gone further than epsilon the way
        // Psi wants it.
        if (psi > 0 ? ratio > high : ratio < low) {
          coefficientsB[b] = 0
          sum += (psi > 0 ? high : low) * psi
        } else {
          coefficientsB[b] = weight * ratio * psi
          sum += ratio * psi
        }
      }
      surrogate.clipped += clipped
      surrogate.samples += count
      return sum
    },
    evaluate(workspace, count) {
      const { psiB, ratiosB } = workspace
      fillRatios(workspace, count)
      let sum = 0
      for (let b = 0; b < count; b++) {
        const psi = psiB[b]!
        const ratio = ratiosB[b]!
        sum += psi > 0 ? Math.min(ratio, high) * psi : Math.max(ratio, low) * psi
      }
      return sum
    },
  }
  return surrogate
}

/** Proximal policy optimization with the clipped objective (Schulman et al. 2017), beside the chapter's KL penalty. */
export function* clipUpdate(parts: Parts, spec: ClipSpec, metrics: Metrics): Generator<void, void> {
  yield* estimate(parts, metrics)
  const surrogate = clippedSurrogate(atThisUpdate(parts, spec.clipSchedule, spec.clip))
  yield* ascend(parts, spec, surrogate, 0, spec.targetKl, metrics)
  metrics.clipFraction = surrogate.clipped / surrogate.samples
  yield* fitCriticAfterwards(parts, metrics)
}
