import * as z from 'zod'
import { advantage } from './advantage.ts'
import { exactAdvantage } from './exact-advantage.ts'
import { importanceSampling } from './importance-sampling.ts'
import { learnedBaseline } from './learned-baseline.ts'
import { meanBaseline } from './mean-baseline.ts'
import { rewardToGo } from './reward-to-go.ts'
import { totalReturn } from './total-return.ts'

export const estimatorCatalogue = [
  totalReturn,
  rewardToGo,
  meanBaseline,
  learnedBaseline,
  advantage,
  exactAdvantage,
  importanceSampling,
]

export const estimatorSpec = z.discriminatedUnion('kind', [
  totalReturn.schema,
  rewardToGo.schema,
  meanBaseline.schema,
  learnedBaseline.schema,
  advantage.schema,
  exactAdvantage.schema,
  importanceSampling.schema,
])
export type EstimatorSpec = z.infer<typeof estimatorSpec>
