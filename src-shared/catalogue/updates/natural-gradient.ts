import * as z from 'zod'
import type { UpdateEntry } from './entry.ts'
import { cgSteps, damping, per, schedule } from '../fields.ts'

const schema = z.strictObject({
  kind: z.literal('natural-gradient'),
  step: z
    .discriminatedUnion('kind', [
      z
        .strictObject({
          kind: z.literal('normalised'),
          delta: z
            .number()
            .positive()
            .max(100)
            .default(0.01)
            .meta({ title: 'δ', description: 'The KL of one step, to second order.' }),
          klLimit: z
            .number()
            .min(1)
            .max(1e6)
            .nullable()
            .default(4)
            .meta({
              title: 'KL limit',
              unit: 'δ',
              description:
                'Halves a step until its realised KL is at most this many times δ, and skips it where the gradient is ' +
                'only rounding error; empty does neither.',
            }),
        })
        .meta({
          title: 'δ-normalised',
          description: 'Each step has the same KL to second order; the realised KL may be far larger.',
        }),
      z
        .strictObject({
          kind: z.literal('fixed'),
          eta: z
            .number()
            .positive()
            .max(1000)
            .default(0.1)
            .meta({ title: 'step size η', description: 'How far one step goes along the natural gradient.' }),
        })
        .meta({ title: 'fixed η', description: 'The natural gradient times a fixed number.' }),
    ])
    .default({ kind: 'normalised', delta: 0.01, klLimit: 4 })
    .meta({ title: 'step', description: 'What decides the length of a step.' }),
  schedule: schedule.meta({ title: 'schedule', description: 'How δ, or a fixed η, changes over the budget.' }),
  solver: z.enum(['conjugate-gradient', 'explicit']).default('conjugate-gradient').meta({
    title: 'solver',
    description:
      'Conjugate gradient never forms the Fisher matrix; the explicit inverse does, for up to a few thousand parameters.',
  }),
  cgSteps,
  damping,
  per: per.default('step'),
})

export const naturalGradient = {
  id: 'natural-gradient',
  title: 'Natural gradient',
  sentence: 'Rescales the step by the Fisher matrix of the policy.',
  box: 'Natural policy gradient',
  schema,
  step: 'fisher-solve',
} satisfies UpdateEntry
