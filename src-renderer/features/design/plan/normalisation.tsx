import { normalisationSpec } from '../../../../src-shared/catalogue/normalisation.ts'
import type { NormalisationSpec } from '../../../../src-shared/catalogue/normalisation.ts'
import { cachedFields } from '../../../components/form/cached-fields.ts'
import { Fields } from '../../../components/form/fields.tsx'
import type { Design } from '../model/use-design.ts'
import styles from './plan.module.css'

/** Running statistics of observations and rewards; one line, which opens. A clip stands here only where it cuts. */
export function Normalisation({ design }: { design: Design }) {
  const { spec, activeVariant } = design.draft
  const { normalisation } = spec.variants[activeVariant]!
  const path = ['variants', activeVariant, 'normalisation']
  const skip = [
    ...(normalisation.observations ? [] : ['observationClip']),
    ...(normalisation.rewards ? [] : ['rewardClip']),
  ]
  return (
    <details className={styles.more} open={design.complaintAt(path, true) !== undefined || undefined}>
      <summary>{inWords(normalisation)}</summary>
      <Fields
        fields={cachedFields('normalisation', normalisationSpec.unwrap())}
        value={normalisation}
        path={path}
        skip={skip}
      />
    </details>
  )
}

function inWords({ observations, rewards }: NormalisationSpec): string {
  if (observations && rewards) return 'observations normalised, rewards scaled'
  if (observations) return 'observations normalised'
  return rewards ? 'rewards scaled' : 'observations and rewards as they are'
}
