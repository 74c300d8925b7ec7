import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { experimentSpec } from '../../../src-shared/domain/spec.ts'
import type { VariantSpec } from '../../../src-shared/domain/variant.ts'
import { storedTrajectories } from '../../../src-shared/domain/stored-trajectories.ts'
import { createLearner } from '../../core/algorithms/learner.ts'
import { finish } from '../../core/finish.ts'
import { referenceEngine } from '../../core/networks/reference-engine.ts'
import { root } from './with-app.ts'

const files = globSync(['resources/presets/*.json', 'resources/behaviour/*.json'], { cwd: root }).filter(
  (file) => basename(file) !== 'results.json',
)
const withSpec = z.object({ spec: experimentSpec })
const variants = files.toSorted().flatMap((file) => {
  const { spec } = withSpec.parse(JSON.parse(readFileSync(join(root, file), 'utf8')))
  return spec.variants.map((variant) => ({ label: `${basename(file, '.json')}: ${variant.name}`, spec, variant }))
})

/** The settings as they are, with batches small enough for the plain float64 networks. */
function small(variant: VariantSpec): VariantSpec {
  const { collection } = variant
  if ('stepsPerCopy' in collection)
    return { ...variant, collection: { stepsPerCopy: Math.min(collection.stepsPerCopy, 16) } }
  if ('dataset' in collection) return { ...variant, collection: { ...collection, trajectories: 4 } }
  if ('trajectories' in collection)
    return {
      ...variant,
      collection: {
        ...collection,
        trajectories: 2,
        ...('baselineTrajectories' in collection ? { baselineTrajectories: 2 } : {}),
      },
    }
  return variant
}

const datasetOf = ({ collection }: VariantSpec) =>
  'dataset' in collection
    ? { dataset: storedTrajectories.parse(JSON.parse(readFileSync(join(root, collection.dataset), 'utf8'))) }
    : {}

describe('every preset and published setting trains', () => {
  it.each(variants)('$label', ({ spec, variant }) => {
    const plan = {
      ...spec,
      variant: small(variant),
      seed: 1,
      environment: { ...spec.environment, copies: 2 },
      ...datasetOf(variant),
    }
    const learner = createLearner(plan, { neural: referenceEngine(), exact: referenceEngine() })
    for (let k = 1; k <= 2; k++) {
      const metrics = finish(learner.update())
      expect(learner.updates).toBe(k)
      expect(metrics.entropy).toBeTypeOf('number')
      expect(metrics.stepNorm ?? metrics.gradientNorm).toBeTypeOf('number')
      expect(Object.values(metrics).every(Number.isFinite)).toBe(true)
    }
  })
})
