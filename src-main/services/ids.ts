import { randomBytes } from 'node:crypto'
import { experimentId, runId, savedComparisonId } from '../../src-shared/domain/ids.ts'
import type { ExperimentId, RunId, SavedComparisonId } from '../../src-shared/domain/ids.ts'
import { labExperimentId } from '../../src-shared/domain/lab.ts'
import type { LabExperimentId } from '../../src-shared/domain/lab.ts'

// 80 random bits, in digits and lower-case letters.
const randomId = () =>
  BigInt(`0x${randomBytes(10).toString('hex')}`)
    .toString(36)
    .padStart(16, '0')

export const newExperimentId = (): ExperimentId => experimentId.parse(randomId())
export const newRunId = (): RunId => runId.parse(randomId())
export const newSavedComparisonId = (): SavedComparisonId => savedComparisonId.parse(randomId())
export const newLabExperimentId = (): LabExperimentId => labExperimentId.parse(randomId())
