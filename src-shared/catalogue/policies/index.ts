import * as z from 'zod'
import { linearGaussian } from './linear-gaussian.ts'
import { linearSoftmax } from './linear-softmax.ts'
import { neuralGaussian } from './neural-gaussian.ts'
import { neuralScores } from './neural-scores.ts'
import { neuralSoftmax } from './neural-softmax.ts'
import { tabularSoftmax } from './tabular-softmax.ts'

export const policyCatalogue = [
  tabularSoftmax,
  linearSoftmax,
  neuralSoftmax,
  neuralScores,
  linearGaussian,
  neuralGaussian,
]

export const policySpec = z.discriminatedUnion('kind', [
  tabularSoftmax.schema,
  linearSoftmax.schema,
  neuralSoftmax.schema,
  neuralScores.schema,
  linearGaussian.schema,
  neuralGaussian.schema,
])
export type PolicySpec = z.infer<typeof policySpec>
