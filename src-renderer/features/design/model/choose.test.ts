import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import { algorithms } from '../../../../src-shared/catalogue/algorithms.ts'
import {
  environmentCatalogue,
  environmentEntry,
  environmentSpec,
} from '../../../../src-shared/catalogue/environments/index.ts'
import { estimatorSpec } from '../../../../src-shared/catalogue/estimators/index.ts'
import type { CollectionSpec } from '../../../../src-shared/catalogue/collection.ts'
import type { ExperimentSpec } from '../../../../src-shared/domain/spec.ts'
import { chooseCollection, chooseDetail, choosePart, chooseWorld, worldOf } from './choose.ts'
import { reasonAgainst, variantOf } from './algorithm.ts'
import { issuesOfSpec } from './draft.ts'
import { withFittingEvaluation } from '../../../components/evaluation.ts'
import { newExperiment } from './new-experiment.ts'
import { catalogueOf, columns } from './parts.ts'

const chosen = (outcome: ReturnType<typeof choosePart>): { spec: ExperimentSpec; changes: string[] } => {
  if (!outcome.ok) throw new Error(outcome.reason)
  return outcome
}
const inWorld = (id: string) => chosen(chooseWorld(newExperiment(), worldOf(id, newExperiment().environment))).spec

describe('choosing a part', () => {
  it('starts from a design that can be queued', () => {
    expect(issuesOfSpec(newExperiment())).toEqual([])
  })

  it('adds the critic that an advantage needs, and says so', () => {
    const { spec, changes } = chosen(choosePart(newExperiment(), 0, 'estimator', 'advantage'))
    expect(spec.variants[0]!.critic).toBeDefined()
    expect(changes).toEqual(['A critic was added: the estimator needs one.'])
    expect(issuesOfSpec(spec)).toEqual([])
  })

  it('sets N and a critic for a baseline from separate trajectories, and takes both away again', () => {
    const learned = chosen(choosePart(newExperiment(), 0, 'estimator', 'learned-baseline')).spec
    expect(learned.variants[0]!.collection).toEqual({ trajectories: 32, baselineTrajectories: 32 })
    const back = chosen(choosePart(learned, 0, 'estimator', 'total-return')).spec
    expect(back.variants[0]).toEqual(newExperiment().variants[0])
  })

  it('changes the way of collecting when an estimator needs whole trajectories', () => {
    const { spec, changes } = chosen(choosePart(newExperiment(), 1, 'estimator', 'reward-to-go'))
    expect(spec.variants[1]!.collection).toEqual({ trajectories: 32 })
    expect(changes).toContain('It now collects 32 whole trajectories for each update.')
  })

  it('refuses a table where the world is not finite, in words', () => {
    expect(choosePart(newExperiment(), 0, 'policy', 'tabular-softmax')).toEqual({
      ok: false,
      reason: 'a table needs a finite world; pick a linear or neural policy',
    })
  })

  it('follows a detail: a baseline from the same batch needs no N', () => {
    const learned = chosen(choosePart(newExperiment(), 0, 'estimator', 'learned-baseline')).spec
    const { spec, changes } = chosen(chooseDetail(learned, 0, ['estimator', 'source'], 'same-batch'))
    expect(spec.variants[0]!.collection).toEqual({ trajectories: 32 })
    expect(changes[0]).toContain('N was removed')
  })

  it('gives an exact collection its estimator and a budget in updates', () => {
    const { spec } = chosen(chooseCollection(inWorld('gridworld'), 0, { exact: true }))
    expect(spec.variants[0]!.estimator.kind).toBe('exact-advantage')
    expect(spec.budget).toEqual({ updates: 200 })
    expect(issuesOfSpec(spec)).toEqual([])
  })

  it.each(environmentCatalogue.map((entry) => entry.id))('moves a design to %s', (id) => {
    expect(issuesOfSpec(inWorld(id))).toEqual(
      id === 'module' ? [{ path: 'environment.path', message: 'name the module’s file' }] : [],
    )
  })

  it.each(algorithms.map((algorithm) => [algorithm.id, algorithm] as const))(
    '%s runs in a gridworld',
    (_, algorithm) => {
      const spec = inWorld('gridworld')
      const made = variantOf(algorithm, spec.environment, spec.budget, { name: 'a', slot: 0 })
      expect(made.problems).toEqual([])
      expect(
        issuesOfSpec(withFittingEvaluation({ ...spec, budget: made.budget, variants: [made.variant] }).spec),
      ).toEqual([])
    },
  )

  it.each(algorithms.map((algorithm) => [algorithm.id, algorithm] as const))(
    '%s climbs J where the world has a horizon, and the world’s own J where it discounts',
    (_, algorithm) => {
      const estimatorIn = (environment: object) =>
        variantOf(algorithm, environmentSpec.parse(environment), { updates: 10 }, { name: 'a', slot: 0 }).variant
          .estimator
      expect(estimatorIn({ id: 'gridworld' }).discount).toBe(1)
      expect(estimatorIn({ id: 'finite-mdp', discount: 0.9 })).toMatchObject({ discount: 0.9, discountStates: true })
    },
  )

  it('a named algorithm keeps the usual discount where only a time limit ends an episode', () => {
    expect(newExperiment().variants.map(({ estimator }) => estimator.discount)).toEqual([0.99, 0.99])
  })

  it('switches normalise off where nothing is sampled, and says so', () => {
    const grid = inWorld('gridworld')
    const variant = {
      ...grid.variants[0]!,
      estimator: estimatorSpec.parse({ kind: 'exact-advantage', normalise: true }),
    }
    const { spec, changes } = chosen(chooseCollection({ ...grid, variants: [variant] }, 0, { exact: true }))
    expect(spec.variants[0]!.estimator.normalise).toBe(false)
    expect(changes).toContain('Normalise was switched off: nothing is sampled that it could be taken over.')
  })

  it.each(environmentCatalogue.map((entry) => entry.id))(
    'in %s a named algorithm is itself, or is refused with its reason',
    (world) => {
      const environment = worldOf(world, newExperiment().environment)
      for (const algorithm of algorithms) {
        const { estimator, update, collection } = algorithm.parts
        const made = variantOf(algorithm, environment, { envSteps: 1000 }, { name: algorithm.title, slot: 0 })
        expect([algorithm.id, made.variant.estimator.kind]).toEqual([algorithm.id, estimator.kind])
        expect([algorithm.id, made.variant.update.kind]).toEqual([algorithm.id, update.kind])
        expect([algorithm.id, made.variant.collection]).toEqual([algorithm.id, collection])
        const reason = reasonAgainst(algorithm, environment, { envSteps: 1000 })
        const solvable = !('exact' in made.variant.collection) || environmentEntry(environment.id).kind !== 'control'
        expect([algorithm.id, reason === undefined]).toEqual([algorithm.id, solvable])
        expect(reason ?? 'solved exactly').toContain('solved exactly')
      }
    },
  )

  it('tells that an exact algorithm needs another budget, for that changes the other variants too', () => {
    const exact = algorithms.find((algorithm) => algorithm.id === 'exact-policy-gradient')!
    const made = variantOf(exact, inWorld('gridworld').environment, { envSteps: 1000 }, { name: 'a', slot: 0 })
    expect(made.budget).toEqual({ updates: 200 })
    expect(made.changes).toEqual(['The budget became 200 updates: this collection takes no env steps.'])
  })

  it('says that a variant is no longer the algorithm that its name says', () => {
    const grid = inWorld('gridworld')
    const exact = algorithms.find((algorithm) => algorithm.id === 'exact-policy-gradient')!
    const made = variantOf(exact, grid.environment, grid.budget, { name: 'Exact policy gradient 2', slot: 0 })
    const before = withFittingEvaluation({ ...grid, budget: made.budget, variants: [made.variant] }).spec
    const { changes } = chosen(chooseWorld(before, worldOf('CartPole-v1', grid.environment)))
    expect(changes.at(-1)).toBe(
      'It is no longer “Exact policy gradient”, which this world can’t have: give it another name.',
    )
    expect(chosen(chooseWorld(before, worldOf('Taxi', grid.environment))).changes).toEqual([])
  })

  it('takes a named algorithm’s discount along into another world, and leaves one that somebody chose', () => {
    const start = newExperiment()
    expect(start.variants.map(({ estimator }) => estimator.discount)).toEqual(start.variants.map(() => 0.99))
    const grid = chosen(chooseWorld(start, worldOf('gridworld', start.environment)))
    expect(grid.spec.variants.map(({ estimator }) => estimator.discount)).toEqual(start.variants.map(() => 1))
    expect(grid.changes.filter((sentence) => sentence.includes('The discount became 1,'))).toHaveLength(
      start.variants.length,
    )
    const back = chosen(chooseWorld(grid.spec, worldOf('CartPole-v1', grid.spec.environment)))
    expect(back.spec.variants.map(({ estimator }) => estimator.discount)).toEqual(start.variants.map(() => 0.99))
    const own = chosen(chooseDetail(start, 0, ['estimator', 'discount'], 0.9)).spec
    const kept = chosen(chooseWorld(own, worldOf('gridworld', own.environment)))
    expect(kept.spec.variants[0]!.estimator.discount).toBe(0.9)
  })

  it('switches running statistics off where a choice refuses them, and refuses to switch them on there', () => {
    const on = { observations: true, observationClip: 5, rewards: true, rewardClip: 10 }
    const start = newExperiment()
    const withBoth = { ...start, variants: [{ ...start.variants[0]!, normalisation: on }] }
    expect(issuesOfSpec(withBoth)).toEqual([])
    const grid = chosen(chooseWorld(withBoth, worldOf('gridworld', withBoth.environment)))
    expect(grid.spec.variants[0]!.normalisation).toEqual({ ...on, observations: false })
    const table = chosen(choosePart(grid.spec, 0, 'policy', 'tabular-softmax'))
    expect(table.spec.variants[0]!.normalisation).toEqual({ ...on, observations: false, rewards: false })
    expect(table.changes.join(' ')).toContain('The scaling of rewards was switched off')
    const refused = chooseDetail(table.spec, 0, ['normalisation', 'rewards'], true)
    expect(refused).toEqual({ ok: false, reason: expect.stringContaining('tabular policy') })
  })

  it('leaves every design that is reached by choices fit to be queued', () => {
    const worlds = environmentCatalogue.map((entry) => entry.id)
    const collections: CollectionSpec[] = [
      { trajectories: 16 },
      { stepsPerCopy: 64 },
      { exact: true },
      { dataset: 'runs.json' },
    ]
    const pick = fc.oneof(
      fc
        .constantFrom(...columns)
        .chain((column) =>
          fc
            .constantFrom(...catalogueOf[column].map((entry) => entry.id))
            .map((kind) => (spec: ExperimentSpec) => choosePart(spec, 0, column, kind)),
        ),
      fc
        .constantFrom(...collections)
        .map((collection) => (spec: ExperimentSpec) => chooseCollection(spec, 0, collection)),
      fc
        .constantFrom(...worlds)
        .map((id) => (spec: ExperimentSpec) => chooseWorld(spec, worldOf(id, spec.environment))),
      fc
        .constantFrom('observations', 'rewards')
        .map((part) => (spec: ExperimentSpec) => chooseDetail(spec, 0, ['normalisation', part], true)),
      fc
        .constantFrom('shared', 'neural', 'tabular')
        .map(
          (kind) => (spec: ExperimentSpec) =>
            spec.variants[0]!.critic
              ? chooseDetail(
                  spec,
                  0,
                  ['critic', 'network'],
                  kind === 'neural'
                    ? { kind, hidden: [8], activation: 'tanh', layerNorm: false, start: 'orthogonal' }
                    : { kind },
                )
              : { ok: false as const, reason: '' },
        ),
    )
    fc.assert(
      fc.property(fc.array(pick, { minLength: 1, maxLength: 8 }), (picks) => {
        let spec: ExperimentSpec = { ...newExperiment(), variants: [newExperiment().variants[0]!] }
        for (const choose of picks) {
          const outcome = choose(spec)
          if (outcome.ok) spec = outcome.spec
          else if (outcome.reason.length < 10 && outcome.reason !== '') throw new Error('a refusal without its reason')
        }
        // Files are what only a person can name.
        expect(
          issuesOfSpec(spec).filter(
            (issue) => !issue.path.endsWith('collection.dataset') && issue.path !== 'environment.path',
          ),
        ).toEqual([])
      }),
      { numRuns: 300, seed: 4 },
    )
  })
})
