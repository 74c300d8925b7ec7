import * as z from 'zod'
import type { UpdateEntry } from './entry.ts'
import { entropyCoefficient, learningRate, maxGradientNorm, minibatches, optimiser, per, schedule } from '../fields.ts'

const schema = z.strictObject({
  kind: z.literal('gradient-ascent'),
  learningRate,
  schedule,
  optimiser,
  minibatches,
  per: per.default('trajectory'),
  entropyCoefficient,
  maxGradientNorm,
})

export const gradientAscent = {
  id: 'gradient-ascent',
  title: 'Gradient ascent',
  sentence: 'Plain, momentum, RMSprop or Adam, with a schedule.',
  box: '(Stochastic) policy gradient ascent',
  schema,
  step: 'gradient',
} satisfies UpdateEntry
