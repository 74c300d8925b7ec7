import { readFile, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import * as z from 'zod'
import { err, ok, sentenceOf } from '../../src-shared/contract/errors.ts'
import { issuesOf } from '../../src-shared/domain/issues.ts'
import { preset } from '../../src-shared/contract/methods.ts'
import type { DesignPlan, Preset } from '../../src-shared/contract/methods.ts'
import type { KnownPaces } from '../../src-shared/domain/pace.ts'
import { pointsOf } from '../../src-shared/domain/points.ts'
import { experimentShape, experimentSpec } from '../../src-shared/domain/spec.ts'
import type { ExperimentSpec } from '../../src-shared/domain/spec.ts'
import { secondsOfExperiment } from '../../src-shared/domain/time-left.ts'
import { readSetting, saveSetting } from '../storage/repositories/settings.ts'
import type { ServiceContext } from './context.ts'
import { dataSetProblems } from './data-sets.ts'
import { resolveEngine } from './engine-rule.ts'
import type { Handlers } from './handlers.ts'
import { moduleFileProblem } from './module-consent.ts'
import { measureForMs, pacesHere, pointsToMeasure } from './pace-measurement.ts'
import { missingStartFiles } from './start-files.ts'
import { trainersOf } from './settings.ts'

type Methods = 'design.loadDraft' | 'design.saveDraft' | 'design.presets' | 'design.plan'

type PlanContext = Pick<ServiceContext, 'database' | 'library' | 'native' | 'cores'>
type DesignContext = PlanContext & Pick<ServiceContext, 'paths'>

const draftKey = 'draft'

export function designHandlers(context: DesignContext): Pick<Handlers, Methods> {
  return {
    'design.loadDraft': () =>
      ok({
        json: z
          .string()
          .nullable()
          .catch(null)
          .parse(readSetting(context.database, draftKey) ?? null),
      }),

    'design.saveDraft'({ json }) {
      saveSetting(context.database, draftKey, json)
      return ok({})
    },

    async 'design.presets'() {
      const presets = await readPresets(context.paths.presetsFolder)
      return 'problem' in presets ? err({ kind: 'internal', message: presets.problem }) : ok(presets)
    },

    async 'design.plan'({ spec: written }) {
      const parsed = experimentSpec.safeParse(written)
      if (parsed.success) return ok(planOf(context, parsed.data, await fileProblems(context, parsed.data)))
      return ok({
        problems: issuesOf(parsed.error),
        runs: roughRunCount(written),
        engines: [],
        seconds: null,
        secondsBasis: 'There is no estimate until the spec is valid.',
        toMeasure: false,
      })
    },
  }
}

/**
 * Files that the spec names and that aren't there, or don't fit. A module that is only not allowed yet is no problem:
 * it is asked about when it is queued.
 */
async function fileProblems(
  { paths }: Pick<DesignContext, 'paths'>,
  spec: ExperimentSpec,
): Promise<DesignPlan['problems']> {
  const ofModule = spec.environment.id === 'module' ? await moduleFileProblem(spec.environment.path) : null
  return [
    ...(ofModule === null ? [] : [ofModule]),
    ...(await dataSetProblems(spec)),
    ...missingStartFiles(paths.startFilesFolder, spec),
  ]
}

function planOf(context: PlanContext, spec: ExperimentSpec, ofFiles: DesignPlan['problems']): DesignPlan {
  const problems = [...ofFiles]
  const engines: DesignPlan['engines'] = []
  const points = pointsOf(spec)
  for (const { variant, environment } of points) {
    const engine = resolveEngine(spec.engine, environment, variant, context.native.state())
    if (engine.ok) engines.push({ engine: engine.value.engine, reason: engine.value.reason, parameters: null })
    else if (problems.length === ofFiles.length) problems.push({ path: 'engine', message: sentenceOf(engine.error) })
  }
  const runs = points.length * spec.seeds.length
  const paces = pacesHere(context)
  const trainers = trainersOf(context)
  return {
    problems,
    runs,
    engines,
    seconds: secondsOfExperiment(spec, paces, trainers),
    secondsBasis: secondsBasis(spec, paces, Math.min(trainers, runs)),
    toMeasure: problems.length === 0 && pointsToMeasure(context, spec, paces).length > 0,
  }
}

/** What the estimate rests on, in a sentence. */
function secondsBasis(spec: ExperimentSpec, paces: KnownPaces, atOnce: number): string {
  const points = pointsOf(spec)
  const expected = points.map((point) => paces.wholeRun(point, spec.budget))
  const unlike = points.filter((_, index) => expected[index] === null)
  if (unlike.length === points.length) return 'There is no similar earlier run, so there is no estimate yet.'
  const earlierByLikeness = new Map(
    expected.flatMap((run) => (run === null ? [] : [[run.likeness, run.runs] as const])),
  )
  const earlier = earlierByLikeness.values().reduce((sum, runs) => sum + runs, 0)
  const isMeasured = expected.some((run) => run?.measured)
  if (earlier === 0 && !isMeasured) return 'The budget is given as a time.'
  const sources = [
    ...(earlier > 0 ? [`${earlier} similar earlier ${earlier === 1 ? 'run' : 'runs'}`] : []),
    ...(isMeasured ? [`${measureForMs / 1_000} s of training on this machine`] : []),
  ]
  const basis = `From ${sources.join(' and ')}, ${atOnce} at a time`
  return unlike.length === 0
    ? `${basis}.`
    : `${basis}. Nothing is known of “${unlike[0]!.variant.name}”; it is assumed to take as long as the others.`
}

/** For a spec that doesn't fit yet: points times seeds, as far as they are there. */
function roughRunCount(written: unknown): number {
  const shape = experimentShape.safeParse(written)
  if (shape.success) return pointsOf(shape.data).length * shape.data.seeds.length
  const rough = z
    .object({ variants: z.array(z.unknown()), seeds: z.array(z.unknown()).default([1, 2, 3]) })
    .safeParse(written)
  return rough.success ? rough.data.variants.length * rough.data.seeds.length : 0
}

const presetFile = preset.omit({ id: true })

async function readPresets(folder: string): Promise<{ presets: Preset[] } | { problem: string }> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort()
  const presets: Preset[] = []
  for (const file of files) {
    const parsed = presetFile.safeParse(JSON.parse(await readFile(join(folder, file), 'utf8')))
    if (!parsed.success) return { problem: `the preset ${file} can't be read: ${issuesOf(parsed.error)[0]!.message}` }
    presets.push({ id: basename(file, '.json'), ...parsed.data })
  }
  return { presets }
}
