import type { VariantSpec } from '../../../src-shared/domain/variant.ts'
import { discounted, estimator, number, plain } from './term.ts'
import type { Formula } from './term.ts'

/** An expression, and what the symbols in it mean. */
interface Defined {
  expression: string
  definitions: string[]
}

/**
 * Psi_h, which the score is multiplied by, as core/algorithms/estimate.ts works it out: the estimator's expression,
 * weighted by gamma^h, then normalised over the batch.
 */
export function psiFormula(variant: VariantSpec): Formula {
  const { collection, estimator: part } = variant
  const exact = 'exact' in collection
  let { expression, definitions } = estimatorExpression(variant)
  // A total return carries its discounts from the first step on: core leaves the weighting out. An exact collection has
  // it in its expectation.
  const whole = part.kind === 'total-return' || (part.kind === 'importance-sampling' && perTrajectory(part))
  if (part.discountStates && part.discount !== 1 && !whole && !exact)
    expression = `${discounted(part.discount, 'h')}${grouped(expression)}`
  if (part.normalise && !exact) {
    definitions = [`\\psi_h = ${expression}`, ...definitions]
    expression = '\\tfrac{\\psi_h - \\operatorname{mean} \\psi}{\\operatorname{SD} \\psi}'
  }
  const { rewards, rewardClip } = variant.normalisation
  const terms = [
    ...[`\\Psi_h = ${expression}`, ...definitions].map(estimator),
    ...(rewards ? [plain(`\\tilde r_h = \\mathrm{clip}(r_h / \\sigma_R,\\, \\pm ${number(rewardClip)})`)] : []),
  ]
  return { id: 'psi', terms: terms.flatMap((term, index) => (index === 0 ? [term] : [plain(',\\quad'), term])) }
}

const grouped = (expression: string): string => (/ [-+] /.test(expression) ? `\\big(${expression}\\big)` : expression)

const perTrajectory = (part: { weights: string }): boolean => part.weights === 'per-trajectory'

/** R_h: the rewards from step h on, each discounted by its distance; `r` is a reward as the estimator sees it. */
const returnToGo = (discount: unknown, r: string): string =>
  `R_h(\\tau) = \\textstyle\\sum_{h'=h}^{H-1} ${discounted(discount, "h'-h")} ${r}_{h'}`
const totalReturn = (discount: unknown, r: string): string =>
  `R(\\tau) = \\textstyle\\sum_{h=0}^{H-1} ${discounted(discount, 'h')} ${r}_h`

function estimatorExpression(variant: VariantSpec): Defined {
  const { estimator: part, critic, collection } = variant
  const r = variant.normalisation.rewards ? '\\tilde r' : 'r'
  const atState = (symbol: string): string => (critic?.timeStep ? `${symbol}_h(s_h)` : `${symbol}(s_h)`)
  const separate = 'baselineTrajectories' in collection ? number(collection.baselineTrajectories) : 'N'
  switch (part.kind) {
    case 'total-return':
      return { expression: 'R(\\tau)', definitions: [totalReturn(part.discount, r)] }
    case 'reward-to-go':
      return { expression: 'R_h(\\tau)', definitions: [returnToGo(part.discount, r)] }
    case 'mean-baseline': {
      // Over the trajectories that reach step h.
      const over = {
        separate: `\\{R_h(\\tau'_n)\\}_{n=1}^{${separate}}`,
        'leave-one-out': `\\{R_h(\\tau_i)\\}_{i \\ne m}`,
        'same-batch': '\\{R_h(\\tau_i)\\}_{\\text{all } i}',
      }[part.source]
      return {
        expression: 'R_h(\\tau_m) - b_h',
        definitions: [`b_h = \\operatorname{mean} ${over}`, returnToGo(part.discount, r)],
      }
    }
    case 'learned-baseline': {
      const b = atState('\\tilde b')
      const learnedFrom =
        part.source === 'separate'
          ? `${separate} \\text{ separate trajectories}`
          : critic?.fit.kind === 'separate'
            ? '\\text{this batch}'
            : '\\text{earlier batches}'
      return {
        expression: `R_h(\\tau) - ${b}`,
        definitions: [`\\tilde b \\text{ fitted to } ${learnedFrom}`, returnToGo(part.discount, r)],
      }
    }
    case 'advantage': {
      const v = atState('V')
      const next = critic?.timeStep ? 'V_{h+1}(s_{h+1})' : 'V(s_{h+1})'
      const discount = part.discount === 1 ? '' : `${number(part.discount)}\\,`
      const delta = `\\delta_h = ${r}_h + ${discount}${next} - ${v}`
      if (part.method === 'monte-carlo')
        return { expression: `R_h(\\tau) - ${v}`, definitions: [returnToGo(part.discount, r)] }
      if (part.method === 'td') return { expression: '\\delta_h', definitions: [delta] }
      const decay =
        part.discount === 1 ? number(part.lambda) : `(${number(part.discount)} \\cdot ${number(part.lambda)})`
      return {
        expression: `\\hat A_h^{\\mathrm{GAE}(${number(part.lambda)})}`,
        definitions: [`\\hat A_h = \\textstyle\\sum_{l \\ge 0} ${decay}^l\\, \\delta_{h+l}`, delta],
      }
    }
    case 'exact-advantage': {
      const rewards = `\\textstyle\\sum_{h'=h}^{H-1} ${discounted(part.discount, "h'-h")} r_{h'}`
      const ofQ = `Q_h^{\\pi}(s,a) = \\mathbb{E}_{\\pi}[${rewards} \\mid s_h = s, a_h = a]`
      return {
        expression: 'A_h^{\\pi_{\\theta^k}}(s_h, a_h)',
        definitions: part.discount === 1 ? [] : ['A_h^{\\pi} = Q_h^{\\pi} - V_h^{\\pi}', ofQ],
      }
    }
    case 'importance-sampling':
      return perTrajectory(part) ? wholeRatios(part) : decisionRatios(part)
  }
}

type ImportanceSampling = Extract<VariantSpec['estimator'], { kind: 'importance-sampling' }>

/** One likelihood ratio for the whole trajectory; self-normalised: divided by the mean ratio of the batch. */
function wholeRatios(part: ImportanceSampling): Defined {
  const mean = '\\tfrac{1}{M} \\textstyle\\sum_{i} w(\\tau_i)'
  return {
    expression: part.selfNormalised ? `\\tfrac{w(\\tau)}{\\bar w}\\, R(\\tau)` : 'w(\\tau)\\, R(\\tau)',
    definitions: [
      'w(\\tau) = \\tfrac{\\rho_{\\theta^k}(\\tau)}{\\rho(\\tau)}',
      ...(part.selfNormalised ? [`\\bar w = ${mean}`] : []),
      totalReturn(part.discount, 'r'),
    ],
  }
}

/** Each reward has the ratio of the actions up to it; self-normalised: divided by the mean ratio at its step. */
function decisionRatios(part: ImportanceSampling): Defined {
  const weight = part.selfNormalised ? "\\tfrac{w_{h'}}{\\bar w_{h'}}" : "w_{h'}"
  return {
    expression: `\\textstyle\\sum_{h'=h}^{H-1} ${discounted(part.discount, "h'-h")} ${weight}\\, r_{h'}`,
    definitions: [
      "w_{h'} = \\textstyle\\prod_{i=0}^{h'} \\tfrac{\\pi_{\\theta^k}(a_i \\mid s_i)}{\\pi(a_i \\mid s_i)}",
      ...(part.selfNormalised
        ? ["\\bar w_{h'} = \\operatorname{mean} w_{h'} \\text{ over the data set’s trajectories}"]
        : []),
    ],
  }
}
