import type { LabId } from '../../catalogue/labs/index.ts'
import type { LabResult, LabResultOf } from '../../domain/lab-results/index.ts'
import { autopsyWords } from './autopsy.ts'
import { clipWords } from './clip.ts'
import { convergenceWords } from './convergence.ts'
import { differenceWords } from './difference.ts'
import { estimatorsWords } from './estimators.ts'
import { importanceWords } from './importance.ts'
import { surrogateWords } from './surrogate.ts'
import { naturalWords } from './natural.ts'
import type { LabWords } from './lab-words.ts'

export { csvOf } from './lab-words.ts'

const words: { [Id in LabId]: LabWords<LabResultOf<Id>> } = {
  estimators: estimatorsWords,
  autopsy: autopsyWords,
  surrogate: surrogateWords,
  importance: importanceWords,
  natural: naturalWords,
  difference: differenceWords,
  clip: clipWords,
  convergence: convergenceWords,
}

export const labWords = (result: LabResult): { found: string[]; table: (string | number | null)[][] } => {
  const of = words[result.lab] as LabWords<LabResult>
  return { found: of.found(result), table: of.table(result) }
}
