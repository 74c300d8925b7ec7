import { environmentTraits } from '../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { PolicySpec } from '../../../src-shared/catalogue/policies/index.ts'
import type { VariantSpec } from '../../../src-shared/domain/variant.ts'
import type { SigmaSpec } from '../../../src-shared/catalogue/fields.ts'
import { number, plain, policy } from './term.ts'
import type { Formula } from './term.ts'

/** How an action comes from a state, and a state from what the world shows where that is normalised. */
export function policyFormula(variant: VariantSpec, environment: EnvironmentSpec): Formula {
  const { observations, observationClip } = variant.normalisation
  const normalised = `s = \\mathrm{clip}\\big(\\tfrac{o - \\mu_o}{\\sigma_o},\\, \\pm ${number(observationClip)}\\big)`
  const parts = [...formulaOf(variant.policy, environment).map(policy), ...(observations ? [plain(normalised)] : [])]
  const terms = parts.flatMap((part, index) => (index === 0 ? [part] : [plain(',\\quad'), part]))
  return { id: 'policy', terms }
}

function formulaOf(spec: PolicySpec, environment: EnvironmentSpec): string[] {
  switch (spec.kind) {
    case 'tabular-softmax':
      return [softmax((action) => `\\theta_{s,${action}}`)]
    case 'linear-softmax':
      return [softmax((action) => `\\theta^\\top \\phi(s,${action})`)]
    case 'neural-softmax':
      return [softmax((action) => `f_\\theta(s)_{${action}}`)]
    case 'neural-scores':
      return [softmax((action) => `f_\\theta(s,${action})`)]
    case 'linear-gaussian':
    case 'neural-gaussian': {
      const mean = spec.kind === 'linear-gaussian' ? '\\theta^\\top \\phi(s)' : '\\mu_\\theta(s)'
      const normal = `\\mathcal{N}\\big(${mean},\\ ${spread(spec.sigma)}^2\\big)`
      return spec.squash ? [`a = ${squashed(environment)}`, `u \\sim ${normal}`] : [`a \\sim ${normal}`]
    }
  }
}

const softmax = (score: (action: string) => string): string =>
  `\\pi_\\theta(a \\mid s) = \\frac{e^{${score('a')}}}{\\sum_{a'} e^{${score("a'")}}}`

function spread(sigma: SigmaSpec): string {
  switch (sigma.kind) {
    case 'fixed':
      return number(sigma.value)
    case 'learned':
      return '\\sigma_\\theta'
    case 'state-dependent':
      return '\\sigma_\\theta(s)'
  }
}

/** Into the world's bounds: a = low + (tanh u + 1) (high - low) / 2. */
function squashed(environment: EnvironmentSpec): string {
  const limit = environmentTraits(environment).actionLimit
  if (limit === undefined) return 'a_{\\min} + \\tfrac{a_{\\max} - a_{\\min}}{2} (1 + \\tanh u)'
  return `${limit === 1 ? '' : `${number(limit)} `}\\tanh u`
}
