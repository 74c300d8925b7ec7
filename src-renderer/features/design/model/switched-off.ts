import type { VariantSpec } from '../../../../src-shared/domain/variant.ts'

/** A variant with a switch put off, and the sentence that says so. */
interface SwitchedOff {
  variant: VariantSpec
  sentence: string
}

export function withoutNormalise(variant: VariantSpec): SwitchedOff {
  return {
    variant: { ...variant, estimator: { ...variant.estimator, normalise: false } },
    sentence: 'Normalise was switched off: nothing is sampled that it could be taken over.',
  }
}

/** `path`: the running statistics that something else refuses. */
export function withoutStatistics(path: string, variant: VariantSpec): SwitchedOff {
  const { normalisation } = variant
  return path === 'normalisation.observations'
    ? {
        variant: { ...variant, normalisation: { ...normalisation, observations: false } },
        sentence: 'The normalisation of observations was switched off: it does not go with this choice.',
      }
    : {
        variant: { ...variant, normalisation: { ...normalisation, rewards: false } },
        sentence: 'The scaling of rewards was switched off: it does not go with this choice.',
      }
}
