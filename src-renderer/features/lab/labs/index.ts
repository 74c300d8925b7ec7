import { labIds } from '../../../../src-shared/catalogue/labs/index.ts'
import type { LabId } from '../../../../src-shared/catalogue/labs/index.ts'
import { autopsyView } from './autopsy/index.tsx'
import { clipView } from './clip/index.tsx'
import { convergenceView } from './convergence/index.tsx'
import { differenceView } from './difference/index.tsx'
import { estimatorsView } from './estimators/index.tsx'
import { importanceView } from './importance/index.tsx'
import { surrogateView } from './surrogate/index.tsx'
import { naturalView } from './natural/index.tsx'
import type { LabView } from './lab-view.ts'

/** Every lab's page. Its words, settings and the order in the list are the catalogue's. */
const views: { [Id in LabId]?: LabView<Id> } = {
  estimators: estimatorsView,
  autopsy: autopsyView,
  surrogate: surrogateView,
  importance: importanceView,
  natural: naturalView,
  difference: differenceView,
  clip: clipView,
  convergence: convergenceView,
}

export const viewOf = (lab: LabId): LabView<LabId> => views[lab] as unknown as LabView<LabId>

/** Those that have a page, in the catalogue's order. */
export const shownLabs = labIds.filter((id) => id in views)
