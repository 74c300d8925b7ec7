import { environmentCatalogue } from '../catalogue/environments/index.ts'
import { keyText, type Grouping, type VariantKey } from '../domain/comparison.ts'
import type { MetricName } from '../domain/metric.ts'
import { pointOf } from '../domain/points.ts'
import type { Experiment, Run } from '../domain/run.ts'
import { summarise, type Summary } from '../domain/run-progress.ts'
import { groupNames, groupsOf, type Member } from './grouping.ts'
import { slotOf, variantColorCount } from './variant-style.ts'
import { assignSlots, labelsOf, withoutSharedStart } from './selection.ts'

/**
 * One curve of the comparison with all that the view shows of it: a variant, or several that are put together. Its
 * experiment, variant and world are those of the first.
 */
export interface ComparedVariant extends Member {
  id: string
  members: readonly Member[]
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

/** The selection as it stands in the history, put together as asked; what was deleted is left out. */
export function comparedVariants(
  selection: readonly VariantKey[],
  experiments: ReadonlyMap<string, Experiment>,
  runs: readonly Run[],
  grouping: Grouping = 'variant',
): ComparedVariant[] {
  const found = selection.flatMap((key): Member[] => {
    const experiment = experiments.get(key.experimentId)
    const point = experiment && pointOf(experiment.spec, key.variantIndex)
    return point === undefined ? [] : [{ key, experiment: experiment!, ...point }]
  })
  const groups = groupsOf(found, grouping)
  const slots = assignSlots(
    groups.map(([first]) => slotOf(first!.variant, first!.key.variantIndex)),
    variantColorCount,
    looksBeforeTwoAreAlike,
  )
  const names = groupNames(groups, grouping)
  const labels = labelsOf(groups.map(([first], i) => ({ name: names[i]!, experimentName: first!.experiment.name })))
  const shorts = withoutSharedStart(labels)
  const wanted = new Set(found.map(({ key }) => keyText(key)))
  const runsByKey = Map.groupBy(
    runs.filter((run) => wanted.has(keyText(run))),
    keyText,
  )
  return groups.map((members, index) => {
    const first = members[0]!
    const own = members.flatMap(({ key }) => runsByKey.get(keyText(key)) ?? [])
    return {
      ...first,
      id: keyText(first.key),
      members,
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
  const ids = new Set(variants.map(({ environment }) => environment.id))
  const [only] = ids
  if (ids.size !== 1) return null
  const entry = environmentCatalogue.find((candidate) => candidate.id === only)
  return entry !== undefined && 'solvedAt' in entry && typeof entry.solvedAt === 'number' ? entry.solvedAt : null
}
