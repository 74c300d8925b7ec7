import type { EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { explorationOf } from '../../../src-shared/catalogue/updates/policy-iteration.ts'
import type { UpdateSpec } from '../../../src-shared/catalogue/updates/index.ts'
import type { VariantSpec } from '../../../src-shared/domain/variant.ts'
import { average, klOfState, klOfTrajectories } from './objective.ts'
import { number, plain, policy, scheduled, update } from './term.ts'
import type { Formula } from './term.ts'

type Of<K extends UpdateSpec['kind']> = Extract<UpdateSpec, { kind: K }>
type Climbing = Of<'gradient-ascent' | 'kl-penalty' | 'clip'>

/** How theta^{k+1} comes from theta^k, and what else the update sets from one update to the next. */
export function stepFormulas(variant: VariantSpec, environment: EnvironmentSpec): Formula[] {
  const part = variant.update
  const exact = 'exact' in variant.collection
  switch (part.kind) {
    case 'gradient-ascent':
      return [climb(part, '\\hat g', 1)]
    case 'natural-gradient':
      return naturalStep(part, variant, environment)
    case 'trust-region':
      return exact ? [exactTrustRegion(part)] : sampledTrustRegion(part, variant, environment)
    case 'kl-penalty':
      return [exact ? exactKlPenalty(part) : climb(part, '\\nabla L', part.epochs), ...adaptation(part)]
    case 'clip':
      return [climb(part, '\\nabla L', part.epochs)]
    case 'policy-iteration':
      return [greedyStep(part, exact)]
  }
}

/** Greedy, but for the exploration, which the other actions share. */
function greedyStep(part: Of<'policy-iteration'>, exact: boolean): Formula {
  const exploration = explorationOf(part, exact)
  const greedy = [update('\\arg\\max_a'), plain('\\bar A(s,a)')]
  if (exploration === 0) return { id: 'step', terms: [policy('\\pi^{k+1}(s)'), plain('='), ...greedy] }
  const share = number(exploration)
  const cases = `\\begin{cases} 1 - ${share} & a = a^*(s) \\\\ ${share} / (|\\mathcal{A}| - 1) & \\text{else} \\end{cases}`
  return {
    id: 'step',
    terms: [policy('\\pi^{k+1}(a \\mid s)'), plain('='), update(cases), plain(',\\quad a^*(s) ='), ...greedy],
  }
}

/** Steps of an optimiser along a gradient: one, or epochs of minibatches. */
function climb(part: Climbing, gradient: string, epochs: number): Formula {
  const largest = part.maxGradientNorm
  const limited =
    largest === null ? gradient : `${gradient}\\, \\min\\big(1, \\tfrac{${number(largest)}}{\\|${gradient}\\|}\\big)`
  const { optimiser } = part
  const along = optimiser.kind === 'sgd' ? limited : `${optimiserName(optimiser)}\\big(${limited}\\big)`
  const step = update(`${scheduled(part.schedule, part.learningRate)}\\, ${along}`)
  if (epochs === 1 && part.minibatches === 1) return { id: 'step', terms: [plain('\\theta^{k+1} = \\theta^k +'), step] }
  const passes = [
    ...(epochs === 1 ? [] : [`${number(epochs)} \\text{ epochs}`]),
    ...(part.minibatches === 1 ? [] : [`${number(part.minibatches)} \\text{ minibatches}`]),
  ].join(' \\times ')
  const stop =
    'targetKl' in part && part.kind === 'clip' && part.targetKl !== null
      ? `\\text{, until the KL of a minibatch is above } ${number(part.targetKl)}`
      : ''
  return {
    id: 'step',
    terms: [
      plain('\\theta \\leftarrow \\theta +'),
      step,
      plain(',\\ '),
      plain('\\theta^k \\to \\theta^{k+1} \\text{ in }'),
      update(`${passes}${stop}`),
    ],
  }
}

function optimiserName(optimiser: Exclude<Climbing['optimiser'], { kind: 'sgd' }>): string {
  switch (optimiser.kind) {
    case 'momentum':
      return `\\mathrm{momentum}_{${number(optimiser.momentum)}}`
    case 'rmsprop':
      return '\\mathrm{RMSprop}'
    case 'adam':
      return '\\mathrm{Adam}'
  }
}

/** (F + damping I)^{-1} g, and how it is solved. */
function direction(part: Of<'natural-gradient' | 'trust-region'>): string {
  const explicit = 'solver' in part && part.solver === 'explicit'
  const matrix =
    part.damping === 0 ? `\\hat F^{${explicit ? '+' : '-1'}}` : `(\\hat F + ${number(part.damping)}\\, I)^{-1}`
  return explicit
    ? `x = ${matrix} \\hat g`
    : `x \\approx ${matrix} \\hat g \\text{ by } ${number(part.cgSteps)} \\text{ CG steps}`
}

const normalised = (delta: string): string => `\\sqrt{\\tfrac{2 \\cdot ${delta}}{\\hat g^\\top x}}`

/** One step; spending delta, it is halved until its realised KL is within the limit. */
function naturalStep(part: Of<'natural-gradient'>, variant: VariantSpec, environment: EnvironmentSpec): Formula[] {
  const { step: size, schedule } = part
  const along = [plain(',\\quad'), update(direction(part))]
  if (size.kind === 'fixed')
    return [
      {
        id: 'step',
        terms: [plain('\\theta^{k+1} = \\theta^k +'), update(`${scheduled(schedule, size.eta)}\\, x`), ...along],
      },
    ]
  const delta = scheduled(schedule, size.delta)
  const isLimited = size.klLimit !== null
  const eta = update(`${isLimited ? '2^{-j}\\,' : ''}${normalised(delta)}\\, x`)
  const step: Formula = { id: 'step', terms: [plain('\\theta^{k+1} = \\theta^k +'), eta, ...along] }
  if (!isLimited) return [step]
  const kl =
    'exact' in variant.collection
      ? `${part.per === 'step' ? '\\tfrac{1}{\\mathbb{E}[H]}\\, ' : ''}${klOfTrajectories}`
      : `${average(variant, environment)} ${klOfState}`
  const limit = update(`\\text{first } j \\ge 0 \\text{ with } ${kl} \\le ${number(size.klLimit)} \\cdot ${delta}`)
  return [step, { id: 'search', terms: [limit] }]
}

function exactTrustRegion(part: Of<'trust-region'>): Formula {
  return {
    id: 'step',
    terms: [
      plain('\\theta^{k+1} ='),
      update('\\arg\\max_\\theta'),
      plain('L(\\theta)'),
      update(`\\text{ where } ${klOfTrajectories} \\le ${scheduled(part.schedule, part.delta)}`),
    ],
  }
}

/** The longest of the shortened natural steps that improves the surrogate within the KL. */
function sampledTrustRegion(part: Of<'trust-region'>, variant: VariantSpec, environment: EnvironmentSpec): Formula[] {
  const delta = scheduled(part.schedule, part.delta)
  const lastTry = number(Number(part.maxBacktracks) - 1)
  return [
    {
      id: 'step',
      terms: [
        plain('\\theta^{k+1} \\approx'),
        update('\\arg\\max_\\theta'),
        plain('L(\\theta)'),
        update(`\\text{ where } ${average(variant, environment)} ${klOfState} \\le ${delta}`),
      ],
    },
    {
      id: 'search',
      terms: [
        plain('\\theta^{k+1} = \\theta^k +'),
        update(`${number(part.backtrackFactor)}^{\\,j}\\, ${normalised(delta)}\\, x`),
        plain(',\\quad'),
        update(`\\text{first } j \\in 0 \\dots ${lastTry} \\text{ within the KL and with } L(\\theta) > L(\\theta^k)`),
        plain(',\\quad'),
        update(`${direction(part)},\\ \\hat g = \\nabla L(\\theta^k)`),
      ],
    },
  ]
}

function exactKlPenalty(part: Of<'kl-penalty'>): Formula {
  const lambda = part.adaptive ? '\\lambda_k' : number(part.lambda)
  return {
    id: 'step',
    terms: [
      plain('\\theta^{k+1} ='),
      update('\\arg\\max_\\theta'),
      plain('L(\\theta)'),
      update(`- ${lambda}\\, ${klOfTrajectories}`),
    ],
  }
}

/** lambda from one update to the next. */
function adaptation(part: Of<'kl-penalty'>): Formula[] {
  if (!part.adaptive) return []
  const target = number(part.targetKl)
  const cases =
    `\\begin{cases} 2 \\lambda_k & \\mathrm{KL} > 1.5 \\cdot ${target} \\\\ ` +
    `\\lambda_k / 2 & \\mathrm{KL} < ${target} / 1.5 \\\\ \\lambda_k & \\text{else} \\end{cases}`
  const bounds = [
    ...(part.leastLambda === null ? [] : [`\\ge ${number(part.leastLambda)}`]),
    ...(part.mostLambda === null ? [] : [`\\le ${number(part.mostLambda)}`]),
  ]
  const range = bounds.length === 0 ? '' : `,\\quad \\text{held}\\ ${bounds.join('\\text{ and }')}`
  const next = `\\lambda_{k+1} = ${cases}${range}`
  return [{ id: 'penalty', terms: [update(`\\lambda_0 = ${number(part.lambda)},\\quad ${next}`)] }]
}
