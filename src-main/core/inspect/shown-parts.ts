import { buildParts } from '../algorithms/build-parts.ts'
import type { LearnerEngines, LearnerPlan, Parts } from '../algorithms/parts.ts'
import type { VectorEnvironment } from '../environments/environment.ts'
import type { Generator as RandomGenerator } from '../random/generator.ts'

/**
 * A run's policy and critic, to be looked at through its snapshots (`putSnapshot`); a finite world's model stands beside
 * them in `table`. The learner is built as for training, and never trained.
 */
export function buildShownParts(
  plan: LearnerPlan,
  engines: LearnerEngines,
  makeWorld: (copies: number, rng: RandomGenerator) => VectorEnvironment,
  rng: RandomGenerator,
): Parts {
  // Nothing is ever due, but the model of a finite world is there.
  const shown = { ...plan, diagnosticsEvery: Number.MAX_SAFE_INTEGER }
  return buildParts(shown, engines, makeWorld(1, rng))
}
