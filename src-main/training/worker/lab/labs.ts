import type { LabId, LabSpecOf } from '../../../../src-shared/catalogue/labs/index.ts'
import type { ReferenceCase } from '../../../../src-shared/catalogue/labs/reference-case.ts'
import type { LabResultOf } from '../../../../src-shared/domain/lab-results/index.ts'
import { autopsyLab } from '../../../core/lab/autopsy/autopsy-lab.ts'
import { clipLab } from '../../../core/lab/clip/clip-lab.ts'
import { convergenceLab } from '../../../core/lab/convergence/convergence-lab.ts'
import { differenceLab } from '../../../core/lab/difference/difference-lab.ts'
import { estimatorLab } from '../../../core/lab/estimators/estimator-lab.ts'
import { estimatorsOfCase } from '../../../core/lab/estimators/reference-case.ts'
import { importanceLab } from '../../../core/lab/importance/importance-lab.ts'
import { importanceOfCase } from '../../../core/lab/importance/reference-case.ts'
import { naturalLab } from '../../../core/lab/natural/natural-lab.ts'
import type { LabPlan, LabTools } from '../../../core/lab/lab-policy.ts'
import { surrogateLab } from '../../../core/lab/surrogate/surrogate-lab.ts'
import type { LabSteps } from '../../../core/lab/lab-steps.ts'

/** What measures each lab. */
export const measuredBy: {
  [Id in LabId]: (plan: LabPlan<LabSpecOf<Id>>, tools: LabTools) => LabSteps<LabResultOf<Id>>
} = {
  estimators: estimatorLab,
  autopsy: autopsyLab,
  surrogate: surrogateLab,
  importance: importanceLab,
  natural: naturalLab,
  difference: differenceLab,
  clip: clipLab,
  convergence: convergenceLab,
}

/** What answers each kind of case whose answers are known. */
export const casesBy: Record<
  ReferenceCase['lab'],
  (known: ReferenceCase, engines: LabTools['engines']) => Generator<void, Record<string, unknown>>
> = {
  estimators: estimatorsOfCase,
  importance: importanceOfCase,
}
