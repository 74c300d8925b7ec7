import type {
  GroupStatistics,
  SeedFigure,
  SeedsEstimate,
  StatisticsParams,
  StepsOrNever,
} from '../../../src-shared/contract/statistics.ts'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import { betterEnd } from '../../../src-shared/domain/metric-direction.ts'
import type { RunStatus } from '../../../src-shared/domain/run.ts'
import type { BootstrapOptions } from '../../statistics/bootstrap.ts'
import { centreInterval, centreOfSeeds } from '../../statistics/centre-interval.ts'
import type { SeedSeries } from '../../statistics/curve-over-seeds.ts'
import { figuresOfSeeds } from '../../statistics/figures-of-seeds.ts'
import { crossingOf, medianCrossing, medianCrossingInterval } from '../../statistics/steps-to-threshold.ts'

/** One run of a group with its recorded points. */
export interface SeedOfGroup extends SeedSeries {
  runId: RunId
  seed: number
  runStatus: RunStatus
}

type Chosen = Pick<StatisticsParams, 'metric' | 'centre' | 'finalOver' | 'threshold' | 'resamples' | 'seed'>

/** A group's figures over its seeds, and of each seed. */
export function groupStatistics(seeds: readonly SeedOfGroup[], chosen: Chosen): GroupStatistics {
  const { centre, finalOver, threshold } = chosen
  const better = betterEnd(chosen.metric)
  const figures = figuresOfSeeds(seeds, finalOver, better)
  const ofSeed = (place: number) => figures?.seeds[place] ?? null
  const counted = figures?.seeds.filter((figure) => figure !== null) ?? []
  const estimate = (figure: SeedFigure): SeedsEstimate | null => {
    if (counted.length === 0) return null
    const values = counted.map((each) => each[figure])
    const [low, high] = centreInterval(centre, values, chosen) ?? [null, null]
    return { centre: centreOfSeeds(centre, values), low, high, n: values.length }
  }
  const crossings = seeds.map((seed) => (threshold === null ? null : (crossingOf(seed, threshold, better) ?? null)))
  return {
    counts: countsOf(seeds, counted.length),
    range: figures === undefined ? null : { from: figures.from, to: figures.to },
    finalOver: counted.length === 0 ? null : Math.min(...counted.map((figure) => figure.finalOver)),
    final: estimate('final'),
    best: estimate('best'),
    area: estimate('area'),
    steps: stepsOf(
      crossings.filter((crossing) => crossing !== null),
      seeds.filter(({ status }, place) => status !== 'running' && crossings[place]?.reached === false).length,
      chosen,
    ),
    seeds: seeds.map(({ runId, seed }, place) => ({
      runId,
      seed,
      final: ofSeed(place)?.final ?? null,
      best: ofSeed(place)?.best ?? null,
      area: ofSeed(place)?.area ?? null,
      steps: crossings[place]!,
    })),
  }
}

function countsOf(seeds: readonly SeedOfGroup[], counted: number): GroupStatistics['counts'] {
  const count = (...statuses: RunStatus[]) => seeds.filter(({ runStatus }) => statuses.includes(runStatus)).length
  const finished = count('finished')
  return {
    total: seeds.length,
    finished,
    running: count('running', 'paused'),
    queued: count('queued'),
    endedEarly: count('cancelled', 'interrupted', 'failed'),
    withoutValue: finished - counted,
  }
}

function stepsOf(
  crossings: readonly { x: number; reached: boolean }[],
  never: number,
  options: BootstrapOptions,
): GroupStatistics['steps'] {
  if (crossings.length === 0) return null
  const [low, high] = crossings.length < 2 ? [null, null] : medianCrossingInterval(crossings, options).map(orNever)
  return {
    median: orNever(medianCrossing(crossings)),
    low: low!,
    high: high!,
    reached: crossings.filter((crossing) => crossing.reached).length,
    never,
  }
}

const orNever = (x: number): StepsOrNever => (x === Number.POSITIVE_INFINITY ? 'never' : x)

/** The figure of each seed that counts. */
export const valuesOf = ({ seeds }: GroupStatistics, figure: SeedFigure): number[] =>
  seeds.flatMap((seed) => seed[figure] ?? [])
