import * as z from 'zod'
import type { LabId } from '../../catalogue/labs/index.ts'
import { autopsyResult } from './autopsy.ts'
import { clipResult } from './clip.ts'
import { convergenceResult } from './convergence.ts'
import { differenceResult } from './difference.ts'
import { estimatorsResult } from './estimators.ts'
import { importanceResult } from './importance.ts'
import { surrogateResult } from './surrogate.ts'
import { naturalResult } from './natural.ts'

/** What each lab found, one schema a lab. */
const results = {
  estimators: estimatorsResult,
  autopsy: autopsyResult,
  surrogate: surrogateResult,
  importance: importanceResult,
  natural: naturalResult,
  difference: differenceResult,
  clip: clipResult,
  convergence: convergenceResult,
} satisfies Record<LabId, z.ZodType>

type Results = typeof results
export const labResult = z.discriminatedUnion(
  'lab',
  Object.values(results) as unknown as [Results[LabId], ...Results[LabId][]],
)
export type LabResult = z.infer<typeof labResult>
export type LabResultOf<Id extends LabId> = z.infer<Results[Id]>
