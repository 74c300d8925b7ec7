import { pointOf } from '../../src-shared/domain/points.ts'
import type { Experiment, Run } from '../../src-shared/domain/run.ts'
import { hasAll, wordsOf } from './palette-search.ts'

/** A run as the palette names it. */
export interface NamedRun {
  run: Run
  label: string
  description: string
}

/** Names are put together once for each state of a run: ten thousand are searched with every key. */
const known = new WeakMap<Run, { of: Experiment | undefined; named: NamedRun; label: string; text: string }>()

/** Up to `most` runs that have every word of the query, those with all of them in the name first. */
export function foundRuns(
  query: string,
  runs: readonly Run[],
  experiments: ReadonlyMap<string, Experiment>,
  most: number,
): NamedRun[] {
  const words = wordsOf(query)
  const inName: NamedRun[] = []
  const elsewhere: NamedRun[] = []
  for (const run of runs) {
    if (inName.length === most) break
    const { named, label, text } = textsOf(run, experiments.get(run.experimentId))
    if (hasAll(label, words)) inName.push(named)
    else if (elsewhere.length < most && hasAll(text, words)) elsewhere.push(named)
  }
  return [...inName, ...elsewhere].slice(0, most)
}

function textsOf(run: Run, experiment: Experiment | undefined) {
  const before = known.get(run)
  if (before !== undefined && before.of === experiment) return before
  const variant = (experiment && pointOf(experiment.spec, run.variantIndex))?.variant.name ?? 'run'
  const label = `${variant}, seed ${run.seed}`
  const description = `${experiment?.name ?? ''}, ${run.status}`
  const texts = {
    of: experiment,
    named: { run, label, description },
    label: label.toLowerCase(),
    text: [label, description, ...run.tags].join('\n').toLowerCase(),
  }
  known.set(run, texts)
  return texts
}
