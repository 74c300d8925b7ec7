import { expect, it } from 'vitest'
import type { ExperimentSpec } from '../domain/spec.ts'
import type { VariantSpec } from '../domain/variant.ts'
import { usualChoice } from './usual-choice.ts'

it('shows first what the compared runs record', () => {
  const evaluated = { every: 10, episodes: 5, actions: 'sampled' as const }
  const collecting = (collection: VariantSpec['collection'], evaluation: typeof evaluated | null = evaluated) => ({
    variant: { collection, update: { kind: 'gradient-ascent' } } as VariantSpec,
    experiment: {
      spec: { environment: { id: 'gridworld' }, evaluation, diagnosticsEvery: null } as unknown as ExperimentSpec,
    },
  })
  const sampled = collecting({ trajectories: 4 })
  const exact = collecting({ exact: true })
  const stored = collecting({ dataset: 'data.json' })
  expect(usualChoice([sampled])).toEqual({ metric: 'return', axis: 'envSteps' })
  expect(usualChoice([exact])).toEqual({ metric: 'exactObjective', axis: 'updates' })
  expect(usualChoice([sampled, exact])).toEqual({ metric: 'evaluationReturn', axis: 'updates' })
  expect(usualChoice([stored])).toEqual({ metric: 'evaluationReturn', axis: 'updates' })
  expect(usualChoice([collecting({ dataset: 'data.json' }, null)])).toEqual({
    metric: 'gradientNorm',
    axis: 'updates',
  })
})
