import * as z from 'zod'
import type { EnvironmentEntry } from './entry.ts'
import { copies, horizon } from './fields.ts'
import { fixedHorizon } from './return-bounds.ts'

const schema = z.strictObject({
  id: z.literal('warm-up'),
  horizon: horizon(1),
  copies,
})
export type WarmUpSpec = z.infer<typeof schema>

export const warmUp = {
  id: 'warm-up',
  title: 'Warm-up: one state, two actions',
  sentence: 'The chapter’s example: action 1 pays 100, action 0 pays 1.',
  schema,
  kind: 'bandit',
  actions: 'discrete',
  size: () => ({ states: 1, actions: 2, dimensions: 1 }),
  picture: () => ({ kind: 'bars', values: [1, 0.01] }),
  returnBounds: (spec: WarmUpSpec) => fixedHorizon(spec.horizon, 1, 100),
  facts:
    'J(θ) = 100 π(1) + 1 π(0). With one parameter (features φ(1) = 1, φ(0) = 0) the natural step is 99 η ' +
    'whatever θ is, while the plain gradient vanishes.',
  actionNames: ['0 (pays 1)', '1 (pays 100)'],
} satisfies EnvironmentEntry
