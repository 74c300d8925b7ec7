import type { EnvironmentSpec } from '../../src-shared/catalogue/environments/index.ts'
import { rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { err, ok } from '../../src-shared/contract/errors.ts'
import { otherWorld } from '../../src-shared/domain/data-set.ts'
import type { DataSet, DataSetAbout } from '../../src-shared/domain/data-set.ts'
import { fileProblem } from '../../src-shared/domain/file-problem.ts'
import { pointOf, pointsOf } from '../../src-shared/domain/points.ts'
import type { ExperimentSpec } from '../../src-shared/domain/spec.ts'
import { dataSetLimits, lookAtFile } from '../files/named-file.ts'
import type { ServiceContext } from './context.ts'
import {
  aboutEnding,
  filesIn,
  readAbout,
  removeDataSet,
  replaceAbout,
  reserve,
  sizeOf,
  writeNewAbout,
} from './data-set-files.ts'
import type { Handlers } from './handlers.ts'
import type { Library } from './library.ts'
import { moduleRefusal } from './module-consent.ts'
import { jobOf } from './train-job.ts'

type Methods = 'runs.record' | 'datasets.list' | 'datasets.rename' | 'datasets.remove'

type DataSetContext = Pick<ServiceContext, 'database' | 'library' | 'ask' | 'paths' | 'now'>

/** A user's world may be slow, and may never come back. */
const recordAtMostMs = 10 * 60_000

export function dataSetHandlers(context: DataSetContext): Pick<Handlers, Methods> {
  const { library } = context
  const folder = resolve(context.paths.dataSetsFolder)
  /** Null for a file that was not recorded here: those are not the app's to touch. */
  const ownAbout = async (path: string) => (dirname(resolve(path)) === folder ? readAbout(resolve(path)) : null)
  return {
    async 'runs.record'({ runId, trajectories }) {
      const run = library.run(runId)
      if (run === undefined) return err({ kind: 'run-not-found', runId })
      if (run.startedAt === null)
        return err({ kind: 'wrong-status', runId, status: run.status, wanted: 'finished, or has a saved state' })
      const { name, spec } = library.experiment(run.experimentId)!
      if (spec.environment.id === 'module') {
        const refusal = await moduleRefusal(context, spec.environment.path)
        if (refusal !== null) return err(refusal)
      }
      const job = jobOf(context, run)
      if (job.resume === null) return err({ kind: 'no-checkpoint', runId })
      const { variant, environment } = pointOf(spec, run.variantIndex)!
      let path = ''
      try {
        path = await reserve(folder, fileNameOf(name, variant.name, run.seed))
        const asked = await context.ask({ kind: 'record-to-file', job, trajectories, path }, recordAtMostMs)
        if (!asked.ok) throw new Error(asked.message)
        if (asked.answer.kind !== 'record-to-file')
          throw new Error(`asked for a record, and got a ${asked.answer.kind}`)
        const { update, trajectories: recorded, steps, bytes } = asked.answer
        const from = { experiment: name, variant: variant.name, seed: run.seed, update }
        const about: DataSetAbout = {
          format: 'ascent-trajectories-about',
          version: 1,
          from,
          environment,
          trajectories: recorded,
          steps,
          createdAt: context.now(),
        }
        await writeNewAbout(path, about)
        return ok({ path, trajectories: recorded, steps, bytes })
      } catch (error) {
        if (path !== '') await rm(path, { force: true })
        return err({ kind: 'recording-failed', reason: (error as Error).message })
      }
    },

    async 'datasets.list'() {
      const dataSets: DataSet[] = []
      for (const file of await filesIn(folder)) {
        if (!file.endsWith(aboutEnding)) continue
        const path = join(folder, `${file.slice(0, -aboutEnding.length)}.json`)
        const about = await readAbout(path)
        const bytes = await sizeOf(path)
        if (about === null || bytes === null) continue
        const { format: _format, version: _version, ...facts } = about
        dataSets.push({ ...facts, path, name: basename(path, '.json'), bytes, ...usesOf(library, path) })
      }
      return ok({ dataSets: dataSets.sort((a, b) => b.createdAt - a.createdAt || a.name.localeCompare(b.name)) })
    },

    async 'datasets.rename'({ path, title }) {
      const about = await ownAbout(path)
      if (about === null) return err({ kind: 'data-set-not-found', path })
      await replaceAbout(resolve(path), { ...about, title })
      return ok({})
    },

    async 'datasets.remove'({ path }) {
      if ((await ownAbout(path)) === null) return err({ kind: 'data-set-not-found', path })
      const { activeRuns } = usesOf(library, resolve(path))
      if (activeRuns > 0) return err({ kind: 'data-set-in-use', runs: activeRuns })
      await removeDataSet(resolve(path))
      return ok({})
    },
  }
}

/** Which experiments outside the bin learn from a file, and how many of their runs are still to be trained from it. */
function usesOf(library: Library, path: string): Pick<DataSet, 'usedBy' | 'activeRuns'> {
  const usedBy: string[] = []
  let activeRuns = 0
  for (const { id, name, deletedAt, spec } of library.experiments()) {
    const learns = pointsOf(spec).map(
      ({ variant: { collection } }) => 'dataset' in collection && resolve(collection.dataset) === path,
    )
    if (deletedAt !== null || !learns.includes(true)) continue
    usedBy.push(name)
    activeRuns += library
      .runsOf(id)
      .filter(
        (run) =>
          learns[run.variantIndex] && run.deletedAt === null && ['running', 'queued', 'paused'].includes(run.status),
      ).length
  }
  return { usedBy, activeRuns }
}

/**
 * What is wrong with the data sets that a spec names, as far as it shows before they are read whole: that is the
 * trainer's work.
 */
export async function dataSetProblems(spec: ExperimentSpec): Promise<{ path: string; message: string }[]> {
  const problems: { path: string; message: string }[] = []
  for (const [index, { collection }] of spec.variants.entries()) {
    if (!('dataset' in collection)) continue
    const path = `variants[${index}].collection.dataset`
    const worlds = new Set(pointsOf(spec).flatMap((point) => (point.template === index ? [point.environment] : [])))
    const message = await dataSetProblem(collection.dataset, [...worlds])
    if (message !== null) problems.push({ path, message })
  }
  return problems
}

/** Why a file can't be the data set of these worlds, without the full stop; null where nothing speaks against it. */
export async function dataSetProblem(file: string, worlds: readonly EnvironmentSpec[]): Promise<string | null> {
  const unreadable = await lookAtFile(file, { ...dataSetLimits, withinMs: 5_000 }).then(() => null, fileProblem)
  if (unreadable !== null) return `${file} can't be read: ${unreadable}`
  const about = await readAbout(file)
  const differences = worlds.map((world) => (about === null ? null : otherWorld(about.environment, world)))
  return differences.find((sentence) => sentence !== null)?.replace(/\.$/, '') ?? null
}

/** "CartPole: two algorithms", "PPO", 3 as "cartpole-two-algorithms-ppo-seed-3". */
function fileNameOf(experiment: string, variant: string, seed: number): string {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40)
  return [plain(experiment), plain(variant), `seed-${seed}`].filter((part) => part !== '').join('-')
}
