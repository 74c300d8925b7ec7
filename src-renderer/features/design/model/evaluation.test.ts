import { describe, expect, it } from 'vitest'
import { experimentSpec } from '../../../../src-shared/domain/spec.ts'
import { chooseCollection } from './choose.ts'
import { everyWords, usualEvaluation } from '../../../components/evaluation.ts'
import { newExperiment } from './new-experiment.ts'

const exactInAGrid = {
  name: 'x',
  environment: { id: 'gridworld' },
  budget: { updates: 10 },
  variants: [
    {
      name: 'Exact',
      collection: { exact: true },
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'exact-advantage' },
      update: { kind: 'gradient-ascent' },
    },
  ],
}

describe('evaluation', () => {
  it('of a new design goes by env steps, which no longer parses as updates', () => {
    const spec = newExperiment()
    expect(spec.evaluation).toEqual({ every: { envSteps: 5_000 }, episodes: 20, actions: 'sampled' })
    expect(experimentSpec.parse(spec)).toEqual(spec)
    expect(everyWords(spec.evaluation!.every)).toBe('every 5,000 env steps')
  })
  it('of a spec that does not say goes by updates, as it always did', () => {
    const spec = experimentSpec.parse(exactInAGrid)
    expect(spec.evaluation).toEqual({ every: 10, episodes: 20, actions: 'sampled' })
    expect(usualEvaluation(spec).every).toBe(10)
    expect(everyWords(10)).toBe('every 10 updates')
  })
  it('by env steps is refused where a variant takes none, with the field and the way on', () => {
    const refused = experimentSpec.safeParse({ ...exactInAGrid, evaluation: { every: { envSteps: 100 } } })
    expect(refused.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([
      'evaluation.every: “Exact” takes no env steps: give the updates between two evaluations',
    ])
  })
  it('follows a choice that takes no env steps, and says so', () => {
    const { name, environment, variants } = experimentSpec.parse({
      ...exactInAGrid,
      variants: [{ ...exactInAGrid.variants[0]!, collection: { trajectories: 8 } }],
    })
    const spec = experimentSpec.parse({ name, environment, variants, evaluation: { every: { envSteps: 500 } } })
    const outcome = chooseCollection(spec, 0, { exact: true })
    expect(outcome).toMatchObject({ ok: true, spec: { evaluation: { every: 10 }, budget: { updates: 200 } } })
    expect(outcome.ok && outcome.changes).toContain(
      'Evaluation is now every 10 updates: this collection takes no env steps.',
    )
  })
})
