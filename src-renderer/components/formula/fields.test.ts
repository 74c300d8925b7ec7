import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { createLearner } from '../../../src-main/core/algorithms/learner.ts'
import { finish } from '../../../src-main/core/finish.ts'
import { referenceEngine } from '../../../src-main/core/networks/reference-engine.ts'
import { environmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { estimatorCatalogue, estimatorSpec } from '../../../src-shared/catalogue/estimators/index.ts'
import { policySpec } from '../../../src-shared/catalogue/policies/index.ts'
import { updateCatalogue, updateSpec } from '../../../src-shared/catalogue/updates/index.ts'
import { combinationProblems } from '../../../src-shared/domain/combinations.ts'
import { variantSpec } from '../../../src-shared/domain/variant.ts'
import type { VariantSpec } from '../../../src-shared/domain/variant.ts'
import { at, bases, budget, environment, others, parse, shown, withAt } from './test-designs.ts'
import type { Part } from './test-designs.ts'

// Every field that changes what is trained shows in the formula, and no other does. Core is the judge: two designs that
// differ in one field are trained for a few updates each, and compared to the last bit.

const trainedUpdates = 8

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

  it('tries every estimator and every update', () => {
    const tried = new Set<string>(bases.flatMap(({ estimator, update }) => [estimator.kind, update.kind]))
    // A new one belongs into the lists of test-designs.ts.
    expect([...estimatorCatalogue, ...updateCatalogue].map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([])
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
