import type { EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { UpdateSpec } from '../../../src-shared/catalogue/updates/index.ts'
import type { VariantSpec } from '../../../src-shared/domain/variant.ts'
import { discounted, estimator, number, plain, policy, scheduled, update } from './term.ts'
import type { Formula, Term } from './term.ts'

/** The policy that an update starts from, and the one that its minibatches move. */
const old = '\\pi_{\\theta^k}'
const moving = '\\pi_\\theta'
const at = (distribution: string): string => `${distribution}(a_h \\mid s_h)`
const anyAction = (distribution: string): string => `${distribution}(\\cdot \\mid s_h)`
const psi = estimator('\\Psi_h')
const ratio = policy(`\\tfrac{${at(moving)}}{${at(old)}}`)

/** KL(old || new) of one state's actions, as the sampled updates take it. */
export const klOfState = `\\mathrm{KL}(${anyAction(old)} \\,\\|\\, ${anyAction(moving)})`
/** KL of whole trajectories, as the chapter has it and an exact collection solves it. */
export const klOfTrajectories = '\\mathrm{KL}(\\rho_{\\theta^k} \\,\\|\\, \\rho_\\theta)'

/**
 * What stands before a step's term: sums over whole trajectories or means over steps, as `per` says; expectations under
 * the old policy where nothing is sampled.
 */
export function average(variant: VariantSpec, environment: EnvironmentSpec, states = '\\tau'): string {
  const { collection, update: part } = variant
  const perStep = 'per' in part && part.per === 'step'
  const steps = '\\textstyle\\sum_{h=0}^{H-1}'
  if ('exact' in collection)
    return `${perStep ? '\\tfrac{1}{\\mathbb{E}[H]}\\, ' : ''}\\mathbb{E}_{${states} \\sim \\rho_{\\theta^k}} ${steps}`
  if ('stepsPerCopy' in collection)
    return `\\tfrac{1}{${stepsOfBatch(collection, environment)}} \\textstyle\\sum_{(s_h, a_h)}`
  const trajectories = collection.trajectories === undefined ? 'M' : number(collection.trajectories)
  return `\\tfrac{1}{${perStep ? 'B' : trajectories}} \\textstyle\\sum_{m=1}^{${trajectories}} ${steps}`
}

/** The KL in full, or its estimate from the action that was taken, as the chapter's box prints it. */
function klPenalty({ penalty, adaptive, lambda }: Extract<UpdateSpec, { kind: 'kl-penalty' }>): string {
  const weight = adaptive ? '\\lambda_k' : number(lambda)
  return penalty === 'full' ? ` - ${weight}\\, ${klOfState}` : ` + ${weight}\\, \\log ${at(moving)}`
}

/** The gradient that gradient ascent and the natural gradient climb. */
export function gradientFormula(variant: VariantSpec, environment: EnvironmentSpec): Formula {
  const { update: part } = variant
  // With several minibatches the later ones start from where the earlier ones led.
  const climbed = 'minibatches' in part && part.minibatches !== 1 ? moving : old
  const bonus =
    'entropyCoefficient' in part && part.entropyCoefficient !== 0
      ? update(` + ${number(part.entropyCoefficient)}\\, \\nabla_\\theta \\mathcal{H}(${anyAction(climbed)})`)
      : undefined
  const inner = [...stateWeight(variant), policy(`\\nabla_\\theta \\log ${at(climbed)}`), plain('\\,'), psi]
  return { id: 'objective', terms: [plain(`\\hat g = ${average(variant, environment)}`), ...bracketed(inner, bonus)] }
}

/** The surrogate that trust regions, the KL penalty and clipping climb, with what is added to it. */
export function surrogateFormula(variant: VariantSpec, environment: EnvironmentSpec): Formula {
  const { update: part } = variant
  if ('exact' in variant.collection) {
    // States of the old policy, actions of the new one, and the old policy's advantage.
    const inner = [...stateWeight(variant), policy(`\\mathbb{E}_{a_h \\sim ${moving}}`), psi]
    return {
      id: 'objective',
      terms: [plain(`L(\\theta) = ${average(variant, environment, 's_0, \\dots, s_{H-1}')}`), ...inner],
    }
  }
  const inner: Term[] =
    part.kind === 'clip'
      ? [
          update('\\min\\big('),
          policy('\\rho_h'),
          psi,
          update(`,\\ \\mathrm{clip}(\\rho_h,\\, 1 \\pm ${scheduled(part.clipSchedule, part.clip)})`),
          psi,
          update('\\big)'),
        ]
      : [ratio, plain('\\,'), psi]
  const penalty = part.kind === 'kl-penalty' ? klPenalty(part) : ''
  const bonus =
    'entropyCoefficient' in part && part.entropyCoefficient !== 0
      ? ` + ${number(part.entropyCoefficient)}\\, \\mathcal{H}(${anyAction(moving)})`
      : ''
  const added = penalty + bonus === '' ? undefined : update(penalty + bonus)
  const ofRatio = part.kind === 'clip' ? [plain(',\\quad'), policy('\\rho_h ='), ratio] : []
  return {
    id: 'objective',
    terms: [plain(`L(\\theta) = ${average(variant, environment)}`), ...bracketed(inner, added), ...ofRatio],
  }
}

/**
 * What every action of every state is worth, or how much more than others, which policy iteration is greedy in: the mean
 * of Psi, or a map that is fitted to it.
 */
export function tableFormula(variant: VariantSpec, environment: EnvironmentSpec): Formula {
  const { collection, update: part } = variant
  if ('exact' in collection) {
    const solved = estimator(`A_h^{${old}}(s,a)`)
    return {
      id: 'objective',
      terms: [
        plain('\\bar A(s,a) = \\textstyle\\sum_{h=0}^{H-1}'),
        ...stateWeight(variant),
        policy('\\Pr_{\\theta^k}(s_h = s)\\,'),
        solved,
      ],
    }
  }
  const batch =
    'stepsPerCopy' in collection
      ? `${stepsOfBatch(collection, environment)} \\text{ steps}`
      : `${number(collection.trajectories)} \\text{ trajectories}`
  if (part.kind === 'policy-iteration' && part.fit.kind !== 'table') {
    const { fit } = part
    const passes =
      `${number(fit.epochs)} \\text{ epochs of Adam},\\ \\eta = ${number(fit.learningRate)},\\ ` +
      `\\text{minibatches of } ${number(fit.minibatchSize)}`
    return {
      id: 'objective',
      terms: [
        plain('\\bar A(s,a) ='),
        update(fit.kind === 'linear' ? 'w^\\top \\phi(s,a)' : 'f_w(s,a)'),
        plain(',\\quad'),
        update('w \\approx \\arg\\min_w'),
        plain('\\textstyle\\sum_h \\big(\\bar A(s_h, a_h) -'),
        psi,
        plain(`\\big)^2 \\text{ over } ${batch},\\ `),
        update(passes),
      ],
    }
  }
  return {
    id: 'objective',
    terms: [
      plain('\\bar A(s,a) = \\operatorname{mean}\\big\\{'),
      psi,
      plain(`: s_h = s,\\, a_h = a\\big\\} \\text{ over } ${batch}`),
    ],
  }
}

const stepsOfBatch = ({ stepsPerCopy }: { stepsPerCopy: number }, { copies }: EnvironmentSpec): string =>
  number(Number(stepsPerCopy) * Number(copies))

/** F with its expectation over actions taken in full; `per` as in the gradient. */
export function fisherFormula(variant: VariantSpec, environment: EnvironmentSpec): Formula {
  const score = `\\nabla_\\theta \\log ${old}(a \\mid s_h)`
  return {
    id: 'fisher',
    terms: [
      update(`\\hat F =`),
      plain(average(variant, environment)),
      policy(`\\mathbb{E}_{a \\sim ${old}}[${score}\\, ${score}^\\top]`),
    ],
  }
}

/** An exact collection weights step h by gamma^h whatever the estimator's switch says: it is part of the expectation. */
function stateWeight({ collection, estimator: part }: VariantSpec): Term[] {
  return 'exact' in collection && part.discount !== 1 ? [estimator(discounted(part.discount, 'h'))] : []
}

const bracketed = (inner: Term[], added: Term | undefined): Term[] =>
  added === undefined ? inner : [plain('\\big('), ...inner, added, plain('\\big)')]
