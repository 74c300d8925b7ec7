import { takesEnvSteps } from '../../src-shared/domain/variant.ts'
import type { EvaluationSpec } from '../../src-shared/domain/evaluation.ts'
import type { ExperimentSpec } from '../../src-shared/domain/spec.ts'

/** What a unit starts from when it is chosen. */
export const usualEvery = { envSteps: { envSteps: 5_000 }, updates: 10 } as const

/** Evaluation as a new design has it: by env steps, at which seeds and variants can be compared, where all take some. */
export const usualEvaluation = ({ variants }: Pick<ExperimentSpec, 'variants'>): EvaluationSpec => ({
  every: variants.every(takesEnvSteps) ? usualEvery.envSteps : usualEvery.updates,
  episodes: 20,
  actions: 'sampled',
})

/** By updates, once a variant takes no env steps any more; says so. */
export function withFittingEvaluation(spec: ExperimentSpec): { spec: ExperimentSpec; changes: string[] } {
  const { evaluation, variants } = spec
  if (evaluation === null || typeof evaluation.every !== 'object' || variants.every(takesEnvSteps))
    return { spec, changes: [] }
  return {
    spec: { ...spec, evaluation: { ...evaluation, every: usualEvery.updates } },
    changes: [`Evaluation is now every ${usualEvery.updates} updates: this collection takes no env steps.`],
  }
}

/** "every 5,000 env steps" */
export const everyWords = (every: EvaluationSpec['every']): string =>
  typeof every === 'number'
    ? `every ${every.toLocaleString('en')} updates`
    : `every ${Number(every.envSteps).toLocaleString('en')} env steps`
