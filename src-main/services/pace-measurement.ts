import { join } from 'node:path'
import * as z from 'zod'
import { startFile } from '../../src-shared/domain/initial-parameters.ts'
import { ok } from '../../src-shared/contract/errors.ts'
import type { MeasuringOutcome } from '../../src-shared/contract/methods.ts'
import { knownPaces, likeness, measured } from '../../src-shared/domain/pace.ts'
import type { KnownPaces, Measured } from '../../src-shared/domain/pace.ts'
import { pointsOf } from '../../src-shared/domain/points.ts'
import type { Point } from '../../src-shared/domain/points.ts'
import { experimentSpec } from '../../src-shared/domain/spec.ts'
import type { ExperimentSpec } from '../../src-shared/domain/spec.ts'
import type { Database } from '../storage/database.ts'
import { readSetting, saveSetting } from '../storage/repositories/settings.ts'
import type { TrainJob } from '../training/protocol/job.ts'
import type { ServiceContext } from './context.ts'
import { resolveEngine } from './engine-rule.ts'
import type { Handlers } from './handlers.ts'
import { newRunId } from './ids.ts'
import { allowedHash } from './module-consent.ts'

/** How long one kind of run is trained to see how fast it is here. */
export const measureForMs = 2_000
const answerAtMostMs = 30_000

/** What was measured here, the newest first. */
const key = 'measured-paces'
const keptPaces = z.array(measured.extend({ likeness: z.string() })).catch([])
const mostKept = 100

const readPaces = (database: Database) => keptPaces.parse(readSetting(database, key) ?? [])

function keepPace(database: Database, kind: string, pace: Measured): void {
  const others = readPaces(database).filter((kept) => kept.likeness !== kind)
  saveSetting(database, key, [{ likeness: kind, ...pace }, ...others].slice(0, mostKept))
}

type PaceContext = Pick<ServiceContext, 'database' | 'library'>

/** From earlier runs, and where there are none alike from what was measured. */
export function pacesHere({ database, library }: PaceContext): KnownPaces {
  const here = new Map(readPaces(database).map(({ likeness: kind, ...pace }) => [kind, pace]))
  return knownPaces(library.experiments(), library.runs(), here)
}

/**
 * What has to be measured before the spec's time can be told: a point of each variant of which nothing is known. A module
 * is run only where that was allowed.
 */
export function pointsToMeasure(context: PaceContext, spec: ExperimentSpec, paces: KnownPaces): Point[] {
  const { environment } = spec
  if (environment.id === 'module' && allowedHash(context.database, environment.path) === '') return []
  const known = new Set<number>()
  const first = new Map<number, Point>()
  for (const point of pointsOf(spec)) {
    if (paces.wholeRun(point, spec.budget) !== null) known.add(point.template)
    else if (!first.has(point.template)) first.set(point.template, point)
  }
  return [...first].filter(([template]) => !known.has(template)).map(([, point]) => point)
}

type MeasureContext = PaceContext & Pick<ServiceContext, 'supervisor' | 'native' | 'ask' | 'cores' | 'paths'>

export function paceHandlers(context: MeasureContext): Pick<Handlers, 'design.measurePace' | 'design.stopMeasuring'> {
  const { database, supervisor } = context
  /** One design is measured at a time: the last one that was asked for. */
  let measuring = new AbortController()
  const answer = (outcome: MeasuringOutcome) => ok({ outcome })

  return {
    async 'design.measurePace'({ spec: written }) {
      measuring.abort()
      const { signal } = (measuring = new AbortController())
      const parsed = experimentSpec.safeParse(written)
      if (!parsed.success) return answer('impossible')
      const spec = parsed.data
      for (const point of pointsToMeasure(context, spec, pacesHere(context))) {
        // The person's runs come first.
        if (supervisor.running().length >= context.cores) return answer('busy')
        const job = jobOf(context, spec, point)
        if (job === null) return answer('impossible')
        const asked = await context.ask({ kind: 'pace', job, forMs: measureForMs }, answerAtMostMs, signal)
        if (signal.aborted) return answer('stopped')
        if (!asked.ok || asked.answer.kind !== 'pace' || asked.answer.measured === null) return answer('impossible')
        keepPace(database, likeness(point), asked.answer.measured)
      }
      return answer('measured')
    },
    'design.stopMeasuring'() {
      measuring.abort()
      return ok({})
    },
  }
}

/** A run of the point that is in no history. */
function jobOf(
  { native, database, paths }: Pick<MeasureContext, 'native' | 'database' | 'paths'>,
  spec: ExperimentSpec,
  { variant, environment }: Point,
): TrainJob | null {
  const engine = resolveEngine(spec.engine, environment, variant, native.state())
  if (!engine.ok) return null
  const start = startFile(variant)
  return {
    kind: 'train',
    runId: newRunId(),
    environment,
    variant,
    seed: spec.seeds[0]!,
    budget: spec.budget,
    evaluation: spec.evaluation,
    recordEvery: spec.recordEvery,
    diagnosticsEvery: spec.diagnosticsEvery,
    checkpointEvery: null,
    engine: engine.value.engine,
    moduleHash: environment.id === 'module' ? allowedHash(database, environment.path) : null,
    ...(start === null ? {} : { startFile: join(paths.startFilesFolder, start.file) }),
    resume: null,
  }
}
