import type { EstimatorSpec } from '../../../src-shared/catalogue/estimators/index.ts'
import type { LabPsi } from '../../../src-shared/catalogue/labs/fields.ts'

/** Psi of a surrogate whose gradient at theta is an estimate of grad J_gamma. */
export function psiSpec(psi: LabPsi, discount: number): EstimatorSpec {
  const common = { discount, discountStates: true, normalise: false }
  return psi === 'mean-baseline' ? { kind: psi, source: 'leave-one-out', ...common } : { kind: psi, ...common }
}
