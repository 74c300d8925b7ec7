import { environmentCatalogue } from '../catalogue/environments/index.ts'
import { keyText, type VariantKey } from '../domain/comparison.ts'
import type { MetricName } from '../domain/metric.ts'
import type { Experiment, Run } from '../domain/run.ts'
import type { VariantSpec } from '../domain/variant.ts'
import { summarise, type Summary } from '../domain/run-progress.ts'
import { slotOf, variantColorCount } from './variant-style.ts'
import { assignSlots, labelsOf, withoutSharedStart } from './selection.ts'

/** A variant of the comparison with all that the view shows of it. */
export interface ComparedVariant {
  key: VariantKey
  id: string
  experiment: Experiment
  variant: VariantSpec
  label: string
  /** The label for tight places, without what all labels begin with. */
  short: string
  slot: number
  /** Its own slot, where another variant of the comparison had that colour first. */
  movedFrom: number | null
  runs: Run[]
  summary: Summary
}

const looksBeforeTwoAreAlike = 4 * variantColorCount

/** The selection as it stands in the history; what was deleted is left out. */
export function comparedVariants(
  selection: readonly VariantKey[],
  experiments: ReadonlyMap<string, Experiment>,
  runs: readonly Run[],
): ComparedVariant[] {
  const found = selection.flatMap((key) => {
    const experiment = experiments.get(key.experimentId)
    const variant = experiment?.spec.variants[key.variantIndex]
    return experiment === undefined || variant === undefined ? [] : [{ key, experiment, variant }]
  })
  const slots = assignSlots(
    found.map(({ key, variant }) => slotOf(variant, key.variantIndex)),
    variantColorCount,
    looksBeforeTwoAreAlike,
  )
  const labels = labelsOf(
    found.map(({ variant, experiment }) => ({ name: variant.name, experimentName: experiment.name })),
  )
  const shorts = withoutSharedStart(labels)
  const wanted = new Set(found.map(({ key }) => keyText(key)))
  const runsByKey = new Map<string, Run[]>()
  for (const run of runs) {
    const id = keyText(run)
    if (!wanted.has(id)) continue
    const list = runsByKey.get(id)
    if (list === undefined) runsByKey.set(id, [run])
    else list.push(run)
  }
  return found.map(({ key, experiment, variant }, index) => {
    const id = keyText(key)
    const own = runsByKey.get(id) ?? []
    return {
      key,
      id,
      experiment,
      variant,
      label: labels[index]!,
      short: shorts[index]!,
      slot: slots[index]!.slot,
      movedFrom: slots[index]!.movedFrom,
      runs: own,
      summary: summarise(own),
    }
  })
}

/** Where two of the variants share a colour, swatches show the line with its dash. */
export function swatchShape(variants: readonly Pick<ComparedVariant, 'slot'>[]): 'square' | 'line' {
  const colours = new Set(variants.map(({ slot }) => slot % variantColorCount))
  return colours.size < variants.length ? 'line' : 'square'
}

/** The return at which the world counts as solved, where all compared variants live in one that has such a mark. */
export function solvedAtOf(variants: readonly ComparedVariant[], metric: MetricName): number | null {
  if (metric !== 'return' && metric !== 'evaluationReturn') return null
  const ids = new Set(variants.map(({ experiment }) => experiment.spec.environment.id))
  const [only] = ids
  if (ids.size !== 1) return null
  const entry = environmentCatalogue.find((candidate) => candidate.id === only)
  return entry !== undefined && 'solvedAt' in entry && typeof entry.solvedAt === 'number' ? entry.solvedAt : null
}
