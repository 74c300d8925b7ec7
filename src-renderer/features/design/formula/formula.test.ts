import katex from 'katex'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { createLearner } from '../../../../src-main/core/algorithms/learner.ts'
import { finish } from '../../../../src-main/core/finish.ts'
import { referenceEngine } from '../../../../src-main/core/networks/reference-engine.ts'
import { combinationProblems } from '../../../../src-shared/domain/combinations.ts'
import { environmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { estimatorSpec } from '../../../../src-shared/catalogue/estimators/index.ts'
import { policySpec } from '../../../../src-shared/catalogue/policies/index.ts'
import { updateSpec } from '../../../../src-shared/catalogue/updates/index.ts'
import { variantSpec } from '../../../../src-shared/domain/variant.ts'
import type { VariantSpec } from '../../../../src-shared/domain/variant.ts'
import { formulasOf } from './index.ts'
import { latexOf } from './term.ts'

// Every field that changes what is trained shows in the formula, and no other does. Core is the judge: two designs that
// differ in one field are trained for a few updates each, and compared to the last bit.

type Part = Record<string, unknown>
const environment = environmentSpec.parse({
  id: 'gridworld',
  map: ['S..', '.#.', '..G'],
  slip: 0.2,
  horizon: 9,
  copies: 2,
})
const budget = { updates: 9 }
const trainedUpdates = 8

/** Of each estimator and update, the shapes that core treats apart. */
const estimators: Part[] = [
  { kind: 'total-return' },
  { kind: 'reward-to-go' },
  { kind: 'mean-baseline', source: 'separate' },
  { kind: 'mean-baseline', source: 'leave-one-out' },
  { kind: 'mean-baseline', source: 'same-batch' },
  { kind: 'learned-baseline', source: 'separate' },
  { kind: 'learned-baseline', source: 'same-batch' },
  { kind: 'advantage', method: 'gae' },
  { kind: 'advantage', method: 'td' },
  { kind: 'advantage', method: 'monte-carlo' },
  { kind: 'exact-advantage' },
  { kind: 'importance-sampling', weights: 'per-trajectory' },
  { kind: 'importance-sampling', weights: 'per-decision' },
].map((part) => ({ discount: 0.9, normalise: false, ...part }))
const climbing = { learningRate: 0.05, maxGradientNorm: null }
const updates: Part[] = [
  { kind: 'gradient-ascent', ...climbing, optimiser: { kind: 'sgd' } },
  { kind: 'gradient-ascent', ...climbing, optimiser: { kind: 'momentum' } },
  { kind: 'gradient-ascent', ...climbing, minibatches: 2, entropyCoefficient: 0.1 },
  { kind: 'natural-gradient', cgSteps: 2 },
  { kind: 'natural-gradient', step: { kind: 'fixed', eta: 0.2 }, solver: 'explicit' },
  // A step so long that the line search turns back.
  { kind: 'trust-region', cgSteps: 2, delta: 5, per: 'trajectory' },
  { kind: 'kl-penalty', ...climbing, epochs: 2, minibatches: 2 },
  { kind: 'kl-penalty', ...climbing, epochs: 2, adaptive: true },
  { kind: 'clip', ...climbing, learningRate: 0.3, epochs: 4, minibatches: 2, clip: 0.1 },
  { kind: 'policy-iteration' },
  { kind: 'policy-iteration', fit: { kind: 'linear', features: { kind: 'one-hot' }, epochs: 2 } },
]
const collections: Part[] = [{ trajectories: 6 }, { stepsPerCopy: 12 }, { exact: true }, { dataset: 'recorded' }]

/** Each field with other values for it; what is a number has to be read in the formula. */
const others: Record<string, unknown[]> = {
  'collection.trajectories': [7],
  'collection.baselineTrajectories': [5],
  'collection.stepsPerCopy': [13],
  'estimator.discount': [0.83, 1],
  'estimator.discountStates': [true],
  'estimator.normalise': [true],
  'estimator.lambda': [0.61],
  'estimator.method': ['gae', 'td', 'monte-carlo'],
  'estimator.source': ['separate', 'leave-one-out', 'same-batch'],
  'estimator.weights': ['per-trajectory', 'per-decision'],
  'estimator.selfNormalised': [true],
  'update.learningRate': [0.037],
  'update.schedule': ['constant', 'inverse-sqrt', 'linear', 'cosine'],
  'update.optimiser': [{ kind: 'sgd' }, { kind: 'momentum', momentum: 0.71 }, { kind: 'rmsprop' }, { kind: 'adam' }],
  'update.optimiser.momentum': [0.57],
  'update.minibatches': [1, 3],
  'update.epochs': [1, 3],
  'update.per': ['trajectory', 'step'],
  'update.entropyCoefficient': [0.17, 0],
  'update.maxGradientNorm': [0.0123],
  'update.lambda': [0.41],
  'update.adaptive': [true],
  'update.penalty': ['single-sample'],
  'update.leastLambda': [2.3],
  'update.mostLambda': [0.37],
  'update.targetKl': [0.0041],
  'update.clip': [0.13],
  'update.clipSchedule': ['inverse-sqrt', 'linear', 'cosine'],
  'update.delta': [2.7],
  'update.step': [
    { kind: 'normalised', delta: 0.013 },
    { kind: 'fixed', eta: 0.31 },
  ],
  'update.step.delta': [0.017],
  'update.step.klLimit': [1.01, null],
  'update.step.eta': [0.23],
  'update.solver': ['conjugate-gradient', 'explicit'],
  'update.cgSteps': [3],
  'update.damping': [0.19, 0],
  'update.backtrackFactor': [0.43],
  'update.maxBacktracks': [2],
  'update.exploration': [0.13, 0],
  'update.fit': [{ kind: 'table' }, { kind: 'linear' }, { kind: 'neural', hidden: [4] }],
  'update.fit.epochs': [3],
  'update.fit.minibatchSize': [7],
  'update.fit.learningRate': [0.0371],
  'critic.timeStep': [true],
  'policy.sigma': [{ kind: 'fixed', value: 0.37 }, { kind: 'learned' }, { kind: 'state-dependent' }],
  'policy.sigma.value': [0.43],
  'policy.squash': [true],
}

/** What trains differently and still is no term of the formula. */
const elsewhere: Record<string, string> = {
  'policy.hidden': 'the picture of the network',
  'policy.activation': 'the shape of f and mu',
  'policy.layerNorm': 'the shape of f and mu',
  'policy.start': 'where training starts',
  'policy.features': 'the picture of the features',
  'policy.sigma.initial': 'where training starts',
  'update.fit.features': 'the shape of phi',
  'update.fit.hidden': 'the shape of f',
  'update.fit.activation': 'the shape of f',
  'update.fit.layerNorm': 'the shape of f',
  'update.fit.start': 'where a fit starts',
  'update.optimiser.decay': 'inside of RMSprop',
  'update.optimiser.beta1': 'inside of Adam',
  'update.optimiser.beta2': 'inside of Adam',
  'update.optimiser.epsilon': 'inside of Adam',
}

const at = (root: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Part | undefined)?.[key], root)
function withAt(root: Part, [first, ...rest]: string[], value: unknown): Part {
  return { ...root, [first!]: rest.length === 0 ? value : withAt(root[first!] as Part, rest, value) }
}
const parse = (variant: Part): VariantSpec | undefined => {
  const parsed = variantSpec.safeParse({ name: 'a', ...variant })
  return parsed.success && combinationProblems(environment, parsed.data, budget).length === 0 ? parsed.data : undefined
}

/** Every combination that Design lets one choose, with a critic and a number of baseline trajectories where asked. */
const bases: VariantSpec[] = collections.flatMap((collection) =>
  estimators.flatMap((estimator) =>
    updates.flatMap((update) => {
      const fitting = (critic: Part | undefined) => {
        const separate = estimator.source === 'separate' && 'trajectories' in collection
        const whole = 'exact' in collection || 'dataset' in collection ? { minibatches: 1 } : {}
        return parse({
          collection: { ...collection, ...(separate ? { baselineTrajectories: 4 } : {}) },
          policy: { kind: 'tabular-softmax' },
          estimator,
          ...(critic ? { critic } : {}),
          update: {
            ...update,
            ...('minibatches' in update ? whole : {}),
            ...('per' in updateSpec.parse(update) ? { per: 'stepsPerCopy' in collection ? 'step' : 'trajectory' } : {}),
          },
        })
      }
      const found =
        fitting(undefined) ?? fitting({ network: { kind: 'tabular' }, fit: { kind: 'separate', epochs: 2 } })
      return found ? [found] : []
    }),
  ),
)

const engine = () => ({ neural: referenceEngine(), exact: referenceEngine() })
const planOf = (variant: VariantSpec, world = environment) => ({
  environment: world,
  variant,
  seed: 3,
  budget,
  evaluation: null,
  diagnosticsEvery: null,
})
const recorded = finish(
  createLearner(
    planOf(
      parse({
        collection: { trajectories: 1 },
        policy: { kind: 'tabular-softmax' },
        estimator: { kind: 'total-return' },
        update: { kind: 'gradient-ascent' },
      })!,
    ),
    engine(),
  ).record(12),
)

/** What some updates leave: the parameters, and every metric of every update. */
function trained(variant: VariantSpec, world = environment): string {
  const plan = planOf(variant, world)
  const learner = createLearner('dataset' in variant.collection ? { ...plan, dataset: recorded } : plan, engine())
  const rows = Array.from({ length: trainedUpdates }, () => finish(learner.update()))
  return JSON.stringify([rows, [...learner.save().theta]])
}
const shown = (variant: VariantSpec, world = environment): string => formulasOf(variant, world).map(latexOf).join('\n')

const label = ({ collection, estimator, update }: VariantSpec): string =>
  [JSON.stringify(collection), JSON.stringify(estimator), JSON.stringify(update)].join(' ')

/** What acts only where a step went wrong: one combination that is sampled, or exact, speaks for all of them. */
const actsRarely = ['update.backtrackFactor', 'update.maxBacktracks', 'update.step.klLimit']

interface Trial {
  base: VariantSpec
  other: VariantSpec
  value: unknown
  counts: boolean
}

/** Every combination that has the field, trained with it and with each other value. */
function trials(path: string, variants: readonly VariantSpec[], world: EnvironmentSpec): Trial[] {
  return variants.flatMap((base) => {
    const now = at(base, path)
    if (now === undefined) return []
    const before = trained(base, world)
    return others[path]!.filter((value) => JSON.stringify(value) !== JSON.stringify(now)).flatMap((value) => {
      const other = variantSpec.safeParse(withAt(base as unknown as Part, path.split('.'), value)).data
      if (other === undefined || combinationProblems(world, other, budget).length > 0) return []
      return [{ base, other, value, counts: trained(other, world) !== before }]
    })
  })
}

/** Where formula and training disagree about a field. */
function disagreements(path: string, variants: readonly VariantSpec[], world = environment): string[] {
  const tried = trials(path, variants, world)
  expect(tried.length).toBeGreaterThan(0)
  return tried.flatMap(({ base, other, value, counts: here }) => {
    const alike = (trial: Trial) => 'exact' in trial.base.collection === 'exact' in base.collection
    const counts = here || (actsRarely.includes(path) && tried.some((trial) => alike(trial) && trial.counts))
    const formula = shown(other, world)
    const shows = formula !== shown(base, world)
    const readable = typeof value !== 'number' || value === 0 || value === 1 || formula.includes(numberIn(path, value))
    if (counts === shows && (!counts || readable)) return []
    return [
      `${path} = ${JSON.stringify(value)} ${counts ? 'counts' : 'does not count'}, and ` +
        `${shows ? (readable ? 'shows' : 'its number does not show') : 'does not show'}: ${label(base)}`,
    ]
  })
}

/** As the formula writes it: a batch of fixed steps in steps of all copies, and the tries of a line search from 0. */
function numberIn(path: string, value: number): string {
  if (path === 'collection.stepsPerCopy') return String(value * environment.copies)
  return String(path === 'update.maxBacktracks' ? value - 1 : value)
}

const inGrid = Object.keys(others).filter((path) => !path.startsWith('policy.'))

describe('the formula shows a field where it counts, and nowhere else', () => {
  it.each(inGrid)('%s', { timeout: 120_000 }, (path) => {
    expect(disagreements(path, bases)).toEqual([])
  })

  const torque = environmentSpec.parse({ id: 'Pendulum-v1', timeLimit: 12, copies: 2 })
  it.each(Object.keys(others).filter((path) => path.startsWith('policy.')))('%s', (path) => {
    const gaussians = ['fixed', 'learned', 'state-dependent'].map((kind) =>
      variantSpec.parse({
        name: 'a',
        collection: { trajectories: 3 },
        policy: { kind: 'linear-gaussian', features: { kind: 'polynomial', degree: 1 }, sigma: { kind } },
        estimator: { kind: 'reward-to-go' },
        update: { kind: 'gradient-ascent' },
      }),
    )
    expect(disagreements(path, gaussians, torque)).toEqual([])
  })

  it('knows of every field of every choice', () => {
    const fields = [
      ...fieldPaths('policy', z.toJSONSchema(policySpec, { io: 'output' })),
      ...fieldPaths('estimator', z.toJSONSchema(estimatorSpec, { io: 'output' })),
      ...fieldPaths('update', z.toJSONSchema(updateSpec, { io: 'output' })),
    ]
    const known = (path: string) => path in others || Object.keys(elsewhere).some((start) => path.startsWith(start))
    // A new field belongs into `others`, with values that change what is trained, and into the formula.
    expect([...new Set(fields)].filter((path) => !known(path))).toEqual([])
  })
})

interface JsonSchema {
  oneOf?: unknown[]
  anyOf?: unknown[]
  properties?: Record<string, unknown>
}
function fieldPaths(path: string, schema: JsonSchema): string[] {
  const inside = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].flatMap((branch) =>
    fieldPaths(path, branch as JsonSchema),
  )
  const own = Object.entries(schema.properties ?? {})
    .filter(([key]) => key !== 'kind')
    .flatMap(([key, field]) => [`${path}.${key}`, ...fieldPaths(`${path}.${key}`, field as JsonSchema)])
  return [...inside, ...own]
}

describe('each term, in every combination', () => {
  const each = (check: (variant: VariantSpec, latex: string) => void) => {
    for (const base of bases) check(base, shown(base))
  }

  it('is drawn', () => {
    for (const base of bases)
      for (const formula of formulasOf(base, environment)) {
        const html = katex.renderToString(latexOf(formula), {
          throwOnError: true,
          strict: false,
          trust: (context) => context.command === '\\htmlClass',
        })
        expect(html).not.toContain('katex-error')
      }
  })

  it('is drawn while a field holds text that is no number', () => {
    for (const base of bases)
      for (const path of Object.keys(others).filter((each) => typeof at(base, each) === 'number')) {
        const unfinished = withAt(base as unknown as Part, path.split('.'), 'abc') as unknown as VariantSpec
        expect(() => formulasOf(unfinished, environment)).not.toThrow()
        expect(shown(unfinished)).not.toMatch(/NaN|undefined/)
      }
  })

  it('has terms of all three choices', () => {
    each((_, latex) => {
      for (const column of ['policy', 'estimator', 'update']) expect(latex).toContain(`term-${column}}`)
    })
  })

  it('takes states and advantages of the old policy', () => {
    each((_, latex) => {
      expect(latex).not.toContain('\\sim \\rho_\\theta}')
      expect(latex).not.toContain('A_h^{\\pi_\\theta}')
    })
    for (const base of bases.filter(({ collection }) => 'exact' in collection)) {
      expect(shown(base)).toContain('A_h^{\\pi_{\\theta^k}}')
      expect(shown(base)).toMatch(/\\sim \\rho_\{\\theta\^k\}|\\Pr_\{\\theta\^k\}/)
    }
  })

  it('sums, averages or expects, as collection and `per` say', () => {
    for (const base of bases.filter(({ update }) => update.kind !== 'policy-iteration')) {
      const { collection, update } = base
      const trajectories = 'trajectories' in collection && !('dataset' in collection)
      const perStep = 'per' in update && update.per === 'step'
      const latex = shown(base)
      expect(/\\mathbb\{E\}_\{(\\tau|s_0)/.test(latex)).toBe('exact' in collection)
      expect(latex.includes('\\tfrac{1}{24}')).toBe('stepsPerCopy' in collection)
      expect(latex.includes('\\tfrac{1}{6}')).toBe(trajectories && !perStep)
      expect(latex.includes('\\tfrac{1}{B}')).toBe(trajectories && perStep)
    }
  })

  it('has the KL of trajectories where it is solved, and the mean KL of the batch where it is sampled', () => {
    each(({ collection, update }, latex) => {
      const constrained =
        update.kind === 'trust-region' ||
        update.kind === 'kl-penalty' ||
        (update.kind === 'natural-gradient' && update.step.kind === 'normalised')
      const ofTrajectories = latex.includes('\\mathrm{KL}(\\rho_{\\theta^k}')
      const ofStates = latex.includes('\\mathrm{KL}(\\pi_{\\theta^k}(\\cdot \\mid s_h)')
      expect([ofTrajectories, ofStates]).toEqual([
        constrained && 'exact' in collection,
        constrained && !('exact' in collection),
      ])
    })
  })

  it('says argmax only where a maximum is taken', () => {
    each(({ collection, update }, latex) => {
      const exact = 'exact' in collection
      expect(latex.includes('\\arg\\max')).toBe(
        update.kind === 'policy-iteration' || update.kind === 'trust-region' || (update.kind === 'kl-penalty' && exact),
      )
      const steps = !exact && (update.kind === 'kl-penalty' || update.kind === 'clip')
      expect(latex.includes('\\theta^{k+1} \\approx')).toBe(update.kind === 'trust-region' && !exact)
      expect(latex.includes('\\nabla L')).toBe(steps || (update.kind === 'trust-region' && !exact))
    })
  })

  it('has the action range of a squashed Gaussian', () => {
    const squashed = variantSpec.parse({
      name: 'a',
      policy: { kind: 'neural-gaussian', squash: true },
      estimator: { kind: 'reward-to-go' },
      update: { kind: 'gradient-ascent' },
    })
    const latex = (id: string, more = {}) => shown(squashed, environmentSpec.parse({ id, ...more }))
    expect(latex('Pendulum-v1')).toContain('a = 2 \\tanh u')
    expect(latex('MountainCarContinuous-v0')).toContain('a = \\tanh u')
    expect(latex('lqr', { actionLimit: 7.5 })).toContain('a = 7.5 \\tanh u')
    expect(latex('module', { path: 'world.mjs' })).toContain('a_{\\max}')
  })
})
