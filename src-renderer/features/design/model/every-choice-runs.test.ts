import { expect, it } from 'vitest'
import { createLearner } from '../../../../src-main/core/algorithms/learner.ts'
import { referenceEngine } from '../../../../src-main/core/networks/reference-engine.ts'
import { Generator } from '../../../../src-main/core/random/generator.ts'
import { environmentCatalogue, environmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import type { CollectionSpec } from '../../../../src-shared/catalogue/collection.ts'
import type { ExperimentSpec } from '../../../../src-shared/domain/spec.ts'
import type { VariantSpec } from '../../../../src-shared/domain/variant.ts'
import { chooseCollection, choosePart, chooseWorld, worldOf } from './choose.ts'
import type { Outcome } from './choose.ts'
import { issuesOfSpec } from './draft.ts'
import { newExperiment } from './new-experiment.ts'
import { catalogueOf, columns } from './parts.ts'

// What a person clicks in Design and what the core trains are two programs' halves; this walks across both.

const designs = 300
const clicks = 6
// A user's module and a data set need a file.
const worlds = environmentCatalogue.map((entry) => entry.id).filter((id) => id !== 'module')
const collections: CollectionSpec[] = [{ trajectories: 4 }, { stepsPerCopy: 8 }, { exact: true }]

it(`trains ${designs} designs that were clicked together at random`, () => {
  const rng = new Generator(4, 'clicks')
  const pick = <T>(list: readonly T[]): T => list[rng.below(list.length)]!
  const click = (spec: ExperimentSpec): Outcome => {
    switch (rng.below(3)) {
      case 0:
        return chooseWorld(spec, worldOf(pick(worlds), spec.environment))
      case 1:
        return chooseCollection(spec, 0, pick(collections))
      default: {
        const column = pick(columns)
        return choosePart(
          spec,
          0,
          column,
          pick(catalogueOf[column].map((entry) => entry.id).filter((id) => id !== 'importance-sampling')),
        )
      }
    }
  }
  const met = new Set<string>()
  const reasons: string[] = []
  const failures: string[] = []
  for (let design = 0; design < designs; design++) {
    let spec: ExperimentSpec = { ...newExperiment(), variants: [newExperiment().variants[0]!] }
    for (let i = 0; i < clicks; i++) {
      const outcome = click(spec)
      if (outcome.ok) spec = outcome.spec
      else reasons.push(outcome.reason)
    }
    const small = inSmall(spec)
    const variant = small.variants[0]!
    const label = [
      small.environment.id,
      Object.keys(variant.collection)[0],
      variant.policy.kind,
      variant.estimator.kind,
      variant.update.kind,
    ].join(', ')
    for (const kind of [variant.policy.kind, variant.estimator.kind, variant.update.kind, small.environment.id])
      met.add(kind)
    const failure = issuesOfSpec(small)[0]?.message ?? failureOfTwoUpdates(small, variant)
    if (failure !== undefined) failures.push(`${label}: ${failure}`)
  }
  expect(failures).toEqual([])
  expect(reasons.filter((reason) => !/ .* /.test(reason))).toEqual([])
  // The walk came everywhere.
  const everything = [...columns.flatMap((column) => catalogueOf[column].map((entry) => entry.id)), ...worlds].filter(
    (id) => id !== 'importance-sampling',
  )
  expect(everything.filter((id) => !met.has(id))).toEqual([])
})

/** The same choices with small networks, batches and episodes. */
function inSmall(spec: ExperimentSpec): ExperimentSpec {
  const environment = environmentSpec.parse({
    ...spec.environment,
    copies: 2,
    ...('timeLimit' in spec.environment ? { timeLimit: 12 } : {}),
  })
  const variants = spec.variants.map((variant) => {
    const { policy, critic, collection } = variant
    const batch =
      'baselineTrajectories' in collection
        ? { trajectories: 4, baselineTrajectories: 4 }
        : 'trajectories' in collection
          ? { trajectories: 4 }
          : collection
    return {
      ...variant,
      collection: batch,
      policy: 'hidden' in policy ? { ...policy, hidden: [8] } : policy,
      critic:
        critic &&
        (critic.network.kind === 'neural' ? { ...critic, network: { ...critic.network, hidden: [8] } } : critic),
    }
  })
  return { ...spec, environment, variants }
}

function failureOfTwoUpdates(spec: ExperimentSpec, variant: VariantSpec): string | undefined {
  try {
    const engine = referenceEngine()
    const learner = createLearner(
      {
        environment: spec.environment,
        variant,
        seed: 1,
        budget: spec.budget,
        evaluation: spec.evaluation,
        diagnosticsEvery: null,
      },
      { neural: engine, exact: engine },
    )
    for (let update = 0; update < 2; update++) {
      const steps = learner.update()
      let step = steps.next()
      while (!step.done) step = steps.next()
      for (const [metric, value] of Object.entries(step.value))
        if (!Number.isFinite(value)) return `${metric} is ${value}`
    }
    learner.dispose()
    return undefined
  } catch (failure) {
    return String(failure)
  }
}
