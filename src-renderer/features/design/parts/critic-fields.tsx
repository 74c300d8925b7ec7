import { criticSpec } from '../../../../src-shared/catalogue/critic.ts'
import type { CriticSpec } from '../../../../src-shared/catalogue/critic.ts'
import { cachedFields } from '../../../components/form/cached-fields.ts'
import { Fields } from '../../../components/form/fields.tsx'
import type { Design } from '../model/use-design.ts'
import styles from './column.module.css'

/** The critic belongs to the estimator that asks it; one line, which opens. */
export function CriticFields({ design }: { design: Design }) {
  const { spec, activeVariant } = design.draft
  const critic = spec.variants[activeVariant]!.critic
  const path = ['variants', activeVariant, 'critic'] as const
  const complaint = design.complaintAt(path)
  if (!critic) {
    return complaint ? (
      <p className={styles.complaint} role="alert">
        {complaint}
      </p>
    ) : null
  }
  const wrong = design.complaintAt(path, true)
  return (
    <details className={styles.critic} open={wrong ? true : undefined}>
      <summary>
        <span>critic</span>
        <span className={styles.criticSummary}>{criticSummary(critic)}</span>
      </summary>
      {complaint && (
        <p className={styles.complaint} role="alert">
          {complaint}
        </p>
      )}
      <Fields fields={cachedFields('critic', criticSpec)} value={critic} path={path} />
    </details>
  )
}

function criticSummary(critic: CriticSpec): string {
  const { network, fit } = critic
  const layers =
    network.kind === 'neural'
      ? network.hidden.length > 0 && Array.isArray(network.hidden)
        ? `${network.hidden.join(', ')} ${network.activation}`
        : 'linear'
      : network.kind === 'linear'
        ? `linear, ${network.features.kind}`
        : network.kind
  return `${layers}, ${fit.kind === 'separate' ? 'on its own' : 'with the policy'}`
}
