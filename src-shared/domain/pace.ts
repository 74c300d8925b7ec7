import * as z from 'zod'
import { pointOf, type Point } from './points.ts'
import type { Experiment, Run } from './run.ts'
import type { BudgetSpec } from './budget.ts'

/** How long runs have taken here: from them one says how long a run alike will take. */
export interface KnownPaces {
  /** Null while no run alike has shown a pace. */
  wholeRun(point: Point, budget: BudgetSpec): ExpectedRun | null
}

/** How long one whole run is expected to take. */
export interface ExpectedRun {
  ms: number
  /** How many runs that rests on; 0 where the budget itself is a time, or this machine was measured for it. */
  runs: number
  measured?: true
  /** The same for all points that are alike, and so rest on the same runs. */
  likeness: string
}

/** How long a run's first updates took here, evaluations included; they may be without env steps. */
export const measured = z.object({
  /** From the start of its process to its first update. */
  startMs: z.number().positive(),
  msPerUpdate: z.number().positive(),
  msPerEnvStep: z.number().positive().nullable(),
})
export type Measured = z.infer<typeof measured>

/** Below this share of its budget a run's pace says nothing yet. */
const smallestTellingFraction = 0.005
/** The machine may have become faster or slower since the older ones. */
const newestRunsAlike = 10

interface Shown {
  startedAt: number
  msPerUpdate: number
  msPerEnvStep: number
}

/**
 * The paces of all runs that are not deleted. Runs are alike in world, way of collecting, networks and kind of update.
 * `measured`: what stands in, by likeness, where there are none.
 */
export function knownPaces(
  experiments: Iterable<Experiment>,
  runs: Iterable<Run>,
  measured: ReadonlyMap<string, Measured> = new Map(),
): KnownPaces {
  const present = new Map<string, Experiment>()
  for (const experiment of experiments) if (experiment.deletedAt === null) present.set(experiment.id, experiment)
  const shownByLikeness = new Map<string, Shown[]>()
  for (const run of runs) {
    if (run.deletedAt !== null) continue
    const spec = present.get(run.experimentId)?.spec
    const point = spec && pointOf(spec, run.variantIndex)
    const ms = shownMs(run)
    if (point === undefined || ms === null) continue
    const { update, envSteps } = run.progress
    const key = likeness(point)
    const shown = shownByLikeness.get(key) ?? []
    shown.push({ startedAt: run.startedAt ?? 0, msPerUpdate: ms / update, msPerEnvStep: ms / envSteps })
    shownByLikeness.set(key, shown)
  }
  const newest = new Map<string, Shown[]>()
  return {
    wholeRun(point, budget) {
      const key = likeness(point)
      if ('seconds' in budget) return { ms: 1_000 * budget.seconds, runs: 0, likeness: key }
      let alike = newest.get(key)
      if (alike === undefined) {
        const all = shownByLikeness.get(key) ?? []
        newest.set(key, (alike = all.toSorted((a, b) => b.startedAt - a.startedAt).slice(0, newestRunsAlike)))
      }
      const msPerUnit = alike.map((shown) => ('envSteps' in budget ? shown.msPerEnvStep : shown.msPerUpdate))
      const middle = median(msPerUnit.filter(Number.isFinite))
      const units = 'envSteps' in budget ? budget.envSteps : budget.updates
      if (middle !== null) return { ms: middle * units, runs: alike.length, likeness: key }
      const here = measured.get(key)
      const measuredMs = 'envSteps' in budget ? here?.msPerEnvStep : here?.msPerUpdate
      return here && measuredMs
        ? { ms: here.startMs + measuredMs * units, runs: 0, measured: true, likeness: key }
        : null
    },
  }
}

/** What this run still needs by its own pace so far, in ms; null while that says nothing. */
export function remainingMsByOwnPace(run: Run): number | null {
  const { fraction } = run.progress
  const ms = elapsedMs(run)
  return fraction < smallestTellingFraction || ms === 0 ? null : (ms * Math.max(0, 1 - fraction)) / fraction
}

/** Evaluations included, which compute time leaves out. */
const elapsedMs = ({ progress }: Run): number => progress.wallMs ?? progress.computeMs

/** The time behind what a run has done, or null where it tells nothing about others. */
function shownMs(run: Run): number | null {
  // By the clock from start to end, the start of its process too. A pause in between is seldom: the median leaves it out.
  if (run.status === 'finished')
    return run.startedAt === null || run.endedAt === null ? null : run.endedAt - run.startedAt
  if (run.status !== 'running' || run.progress.fraction < smallestTellingFraction) return null
  return elapsedMs(run) > 0 ? elapsedMs(run) : null
}

/** Points never change: their keys are written once. */
const likenesses = new WeakMap<Point, string>()

/** What a point's pace is kept under: it is the same for points whose runs are alike. */
export function likeness(point: Point): string {
  let key = likenesses.get(point)
  if (key === undefined) likenesses.set(point, (key = writeLikeness(point)))
  return key
}

/** What decides how long an update takes; learning rates and the like don't. */
function writeLikeness({ environment, variant }: Point): string {
  const { collection, policy, critic, update } = variant
  const passes = 'epochs' in update ? [update.epochs, update.minibatches] : []
  return JSON.stringify([environment, collection, policy, critic?.network, critic?.fit, update.kind, passes])
}

function median(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b)
  const upper = sorted[sorted.length >> 1]
  const lower = sorted[(sorted.length - 1) >> 1]
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2
}
