import type { RunId } from './ids.ts'
import { knownPaces, remainingMsByOwnPace, type KnownPaces } from './pace.ts'
import { pointsOf } from './points.ts'
import type { Experiment, Run } from './run.ts'
import type { ExperimentSpec } from './spec.ts'

// The one reckoning of time: Design, Queue, a run's page and the status bar all ask here.

/** Of each run that trains or waits: in how many ms it will be done; null while nothing says so. */
export type EndsOfRuns = ReadonlyMap<RunId, number | null>

/** Every run that trains or waits, in the queue's order, on `trainers` trainers. Paused ones wait for a person. */
export function endsOfRuns(experiments: readonly Experiment[], runs: readonly Run[], trainers: number): EndsOfRuns {
  const paces = knownPaces(experiments, runs)
  const specs = new Map<string, ExperimentSpec>()
  for (const { id, spec, deletedAt } of experiments) if (deletedAt === null) specs.set(id, spec)
  const running: Run[] = []
  const queued: Run[] = []
  for (const run of runs) {
    if (run.deletedAt !== null || !specs.has(run.experimentId)) continue
    if (run.status === 'running') running.push(run)
    else if (run.status === 'queued') queued.push(run)
  }
  queued.sort((a, b) => (a.queuePosition ?? 0) - (b.queuePosition ?? 0))
  const expected = new Map<ExperimentSpec, (number | null)[]>()
  const wholeMs = (spec: ExperimentSpec, variantIndex: number): number | null => {
    let ofPoints = expected.get(spec)
    if (ofPoints === undefined) expected.set(spec, (ofPoints = expectedMs(spec, paces)))
    return ofPoints[variantIndex] ?? null
  }
  const remainingMs = (run: Run): number | null => {
    const own = remainingMsByOwnPace(run)
    if (own !== null) return own
    const whole = wholeMs(specs.get(run.experimentId)!, run.variantIndex)
    return whole === null ? null : whole * (1 - run.progress.fraction)
  }
  const ends = schedule(running.map(remainingMs), queued.map(remainingMs), trainers)
  return new Map([...running, ...queued].map((run, index) => [run.id, ends[index]!]))
}

/** Seconds until the last of these runs is done: 0 where none of them trains or waits, null while nothing says so. */
export function secondsLeft(runs: readonly Pick<Run, 'id'>[], ends: EndsOfRuns): number | null {
  let lastMs = 0
  for (const { id } of runs) {
    const end = ends.get(id)
    if (end === null) return null
    if (end !== undefined && end > lastMs) lastMs = end
  }
  return lastMs / 1_000
}

/** Seconds that an experiment takes with nothing else in the queue; null while nothing says so. */
export function secondsOfExperiment(spec: ExperimentSpec, paces: KnownPaces, trainers: number): number | null {
  // In the order in which its runs are queued.
  const ofPoints = expectedMs(spec, paces)
  const runs = spec.seeds.flatMap(() => ofPoints)
  const ends = schedule([], runs, trainers)
  return ends.some((end) => end === null) ? null : ends.reduce<number>((last, end) => Math.max(last, end!), 0) / 1_000
}

/** Of each point: as long as runs alike; one without any is taken to last as long as the others of its experiment. */
function expectedMs(spec: ExperimentSpec, paces: KnownPaces): (number | null)[] {
  const own = pointsOf(spec).map((point) => paces.wholeRun(point, spec.budget)?.ms ?? null)
  const known = own.filter((ms) => ms !== null)
  const mean = known.length === 0 ? null : known.reduce((sum, ms) => sum + ms, 0) / known.length
  return own.map((ms) => ms ?? mean)
}

/**
 * When each piece of work ends, in ms from now: what runs already, then what waits, each on the trainer that is free
 * first. What comes after something unknown is unknown.
 */
function schedule(
  runningMs: readonly (number | null)[],
  waitingMs: readonly (number | null)[],
  trainers: number,
): (number | null)[] {
  const ends = [...runningMs]
  let isKnown = !runningMs.includes(null)
  // Where more run than there are trainers now, the first to end free none.
  const freeAtMs = runningMs
    .map((ms) => ms ?? 0)
    .toSorted((a, b) => a - b)
    .slice(Math.max(0, runningMs.length - trainers))
  while (freeAtMs.length < Math.max(1, trainers)) freeAtMs.push(0)
  for (const ms of waitingMs) {
    if (ms === null) isKnown = false
    if (ms === null || !isKnown) {
      ends.push(null)
      continue
    }
    const first = freeAtMs.indexOf(Math.min(...freeAtMs))
    freeAtMs[first]! += ms
    ends.push(freeAtMs[first]!)
  }
  return ends
}
