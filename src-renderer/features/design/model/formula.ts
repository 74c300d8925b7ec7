import { estimatorCatalogue } from '../../../../src-shared/catalogue/estimators/index.ts'
import { policyCatalogue } from '../../../../src-shared/catalogue/policies/index.ts'
import { updateCatalogue } from '../../../../src-shared/catalogue/updates/index.ts'
import type { VariantSpec } from '../../../../src-shared/domain/spec.ts'
import type { Column } from './parts.ts'

/** A term in its column's colour; the class is given its colour in the stylesheet. */
const term = (column: Column, latex: string): string => `\\htmlClass{term-${column}}{${latex}}`
const policy = (latex: string) => term('policy', latex)
const estimator = (latex: string) => term('estimator', latex)
const update = (latex: string) => term('update', latex)

/**
 * What the current choice computes: the policy, the step, and the estimate that the step uses. LaTeX, one formula each.
 */
export function formulasOf(variant: VariantSpec): { policy: string; step: string; estimate: string } {
  return { policy: policyFormula(variant), step: stepFormula(variant), estimate: estimateFormula(variant) }
}

function policyFormula(variant: VariantSpec): string {
  const entry = policyCatalogue.find((candidate) => candidate.id === variant.policy.kind)!
  const gaussian = variant.policy.kind.endsWith('gaussian')
  const relation = gaussian ? 'a \\sim' : '\\pi_\\theta(a \\mid s) ='
  const squashed = 'squash' in variant.policy && variant.policy.squash
  const right = squashed ? `\\tanh\\big(${entry.formula}\\big)` : entry.formula
  return policy(`${relation} ${right}`)
}

/** Psi with its numbers: GAE(0.97), discounted where a discount is set. */
export function psi(variant: VariantSpec): string {
  const { estimator: part } = variant
  const weight = part.discountStates && part.discount < 1 ? '\\gamma^h ' : ''
  if (part.kind === 'advantage') {
    const method =
      part.method === 'gae'
        ? `\\mathrm{GAE}(${String(part.lambda)})`
        : part.method === 'td'
          ? '\\mathrm{TD}'
          : '\\mathrm{MC}'
    return `${weight}\\hat A_h^{${method}}`
  }
  return weight + estimatorCatalogue.find((candidate) => candidate.id === part.kind)!.formula
}

/** Sum over a whole trajectory, or mean over steps; an expectation where nothing is sampled. */
function average(variant: VariantSpec, inner: string): string {
  const { collection, update: part } = variant
  const perStep = !('per' in part) || part.per === 'step'
  if ('exact' in collection) return `\\mathbb{E}_{\\tau \\sim \\rho_\\theta} \\textstyle\\sum_{h=0}^{H-1} ${inner}`
  if (perStep) return `\\tfrac{1}{B} \\textstyle\\sum_{b=1}^{B} ${inner}`
  return `\\tfrac{1}{M} \\textstyle\\sum_m \\sum_{h=0}^{H-1} ${inner}`
}

const grouped = (latex: string) => (/^\\hat A|^A_h|^R\(\\tau\)$/.test(latex) ? latex : `\\big(${latex}\\big)`)

const ratio = policy('\\tfrac{\\pi_\\theta(a_h \\mid s_h)}{\\pi_{\\theta^k}(a_h \\mid s_h)}')

function estimateFormula(variant: VariantSpec): string {
  const weight = estimator(grouped(psi(variant)))
  switch (variant.update.kind) {
    case 'gradient-ascent':
    case 'natural-gradient':
      return `\\hat g = ${average(variant, `${policy('\\nabla_\\theta \\log \\pi_\\theta(a_h \\mid s_h)')}\\, ${weight}`)}`
    case 'trust-region':
    case 'kl-penalty':
      return `L_{\\theta^k}(\\theta) = ${average(variant, `${ratio}\\, ${weight}`)}`
    case 'clip':
      return (
        `${policy('\\rho_h = \\tfrac{\\pi_\\theta(a_h \\mid s_h)}{\\pi_{\\theta^k}(a_h \\mid s_h)}')}, \\quad ` +
        `\\Psi_h = ${estimator(psi(variant))}`
      )
    case 'policy-iteration':
      return `\\hat Q^{\\pi^k}(s,a) = \\hat V^{\\pi^k}(s) + ${estimator(psi(variant))}`
  }
}

const optimiserNames = { momentum: 'momentum', rmsprop: 'RMSprop', adam: 'Adam' }

function stepFormula(variant: VariantSpec): string {
  const part = variant.update
  const entropy =
    'entropyCoefficient' in part && part.entropyCoefficient > 0
      ? update(` + ${String(part.entropyCoefficient)}\\, \\mathcal{H}(\\pi_\\theta)`)
      : ''
  switch (part.kind) {
    case 'gradient-ascent': {
      const rate = part.schedule === 'constant' ? '\\eta' : '\\eta_k'
      const step =
        part.optimiser.kind === 'sgd'
          ? `${update(rate)}\\, \\hat g`
          : `${update(rate)}\\, ${update(`\\mathrm{${optimiserNames[part.optimiser.kind]}}`)}(\\hat g)`
      return `\\theta^{k+1} = \\theta^k + ${step}`
    }
    case 'natural-gradient': {
      const size =
        part.step.kind === 'normalised' ? '\\sqrt{\\tfrac{2 \\delta}{\\hat g^\\top \\hat F^{-1} \\hat g}}' : '\\eta'
      return `\\theta^{k+1} = \\theta^k + ${update(`${size}\\ \\hat F^{-1}`)} \\hat g`
    }
    case 'trust-region':
      return (
        `\\theta^{k+1} = ${update('\\arg\\max_\\theta')} L_{\\theta^k}(\\theta) \\ ` +
        `${update(`\\text{where}\\ \\mathrm{KL}(\\rho_{\\theta^k} \\,\\|\\, \\rho_\\theta) \\le ${String(part.delta)}`)}`
      )
    case 'kl-penalty': {
      const lambda = part.adaptive ? '\\lambda_k' : String(part.lambda)
      return (
        `\\theta^{k+1} = ${update('\\arg\\max_\\theta')} L_{\\theta^k}(\\theta) ` +
        `${update(`- ${lambda}\\, \\mathrm{KL}(\\rho_{\\theta^k} \\,\\|\\, \\rho_\\theta)`)}${entropy}`
      )
    }
    case 'clip': {
      const range = `1 \\pm ${String(part.clip)}`
      return (
        `\\theta^{k+1} \\approx ${update('\\arg\\max_\\theta')} ` +
        `${average(variant, update(`\\min\\big(\\rho_h \\Psi_h,\\ \\mathrm{clip}(\\rho_h, ${range})\\, \\Psi_h\\big)`))}${entropy}`
      )
    }
    case 'policy-iteration':
      return update(updateCatalogue.find((candidate) => candidate.id === 'policy-iteration')!.formula)
  }
}
