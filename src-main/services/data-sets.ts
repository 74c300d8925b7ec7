import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { err, ok } from '../../src-shared/contract/errors.ts'
import { dataSetAbout, otherWorld } from '../../src-shared/domain/data-set.ts'
import type { DataSet, DataSetAbout } from '../../src-shared/domain/data-set.ts'
import type { ExperimentSpec } from '../../src-shared/domain/spec.ts'
import type { ServiceContext } from './context.ts'
import type { Handlers } from './handlers.ts'
import { moduleRefusal } from './modules.ts'
import { jobOf } from './training.ts'

type Methods = 'runs.record' | 'datasets.list'

/** A user's world may be slow, and may never come back. */
const recordAtMostMs = 10 * 60_000
const aboutEnding = '.about.json'
const aboutPathOf = (path: string) => path.replace(/\.json$/, '') + aboutEnding

export function dataSetHandlers(context: ServiceContext): Pick<Handlers, Methods> {
  const { library, database } = context
  const folder = resolve(context.machine.dataSetsFolder)
  return {
    async 'runs.record'({ runId, trajectories }) {
      const run = library.run(runId)
      if (run === undefined) return err({ kind: 'run-not-found', runId })
      if (run.startedAt === null) return err({ kind: 'wrong-status', runId, status: run.status, wanted: 'finished, or has kept a checkpoint' })
      const { name, spec } = library.experiment(run.experimentId)!
      if (spec.environment.id === 'module') {
        const refusal = await moduleRefusal(database, spec.environment.path)
        if (refusal !== null) return err(refusal)
      }
      const job = jobOf(context, run)
      if (job.resume === null) return err({ kind: 'no-checkpoint', runId })
      const variant = spec.variants[run.variantIndex]!.name
      let path = ''
      try {
        path = await reserve(folder, fileNameOf(name, variant, run.seed))
        const asked = await context.ask({ kind: 'record-to-file', job, trajectories, path }, recordAtMostMs)
        if (!asked.ok) throw new Error(asked.message)
        if (asked.answer.kind !== 'record-to-file') throw new Error(`asked for a record, and got a ${asked.answer.kind}`)
        const { update, trajectories: recorded, steps, bytes } = asked.answer
        const from = { experiment: name, variant, seed: run.seed, update }
        const about: DataSetAbout = { format: 'ascent-trajectories-about', version: 1, from, environment: spec.environment, trajectories: recorded, steps, createdAt: context.now() }
        await writeFile(aboutPathOf(path), `${JSON.stringify(about, null, 2)}\n`, { flag: 'wx' })
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
        dataSets.push({ ...facts, path, name: basename(path, '.json'), bytes })
      }
      return ok({ dataSets: dataSets.sort((a, b) => b.createdAt - a.createdAt || a.name.localeCompare(b.name)) })
    },
  }
}

/** What is wrong with the data sets that a spec names, as far as it shows before they are read whole: that is the trainer's work. */
export async function dataSetProblems(spec: ExperimentSpec): Promise<{ path: string; message: string }[]> {
  const problems: { path: string; message: string }[] = []
  for (const [index, { collection }] of spec.variants.entries()) {
    if (!('dataset' in collection)) continue
    const path = `variants[${index}].collection.dataset`
    if ((await sizeOf(collection.dataset)) === null) problems.push({ path, message: `there is no file ${collection.dataset}` })
    else {
      const about = await readAbout(collection.dataset)
      const difference = about === null ? null : otherWorld(about.environment, spec.environment)
      // The sentence's own full stop comes with the message's.
      if (difference !== null) problems.push({ path, message: difference.replace(/\.$/, '') })
    }
  }
  return problems
}

/** Null where nothing stands beside the file, or nothing that this version can read: then the file speaks for itself. */
async function readAbout(path: string): Promise<DataSetAbout | null> {
  const aboutPath = aboutPathOf(path)
  if ((await sizeOf(aboutPath)) === null) return null
  const parsed = dataSetAbout.safeParse(jsonOrNull(await readFile(aboutPath, 'utf8')))
  return parsed.success ? parsed.data : null
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const isMissing = (error: unknown) => ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

async function filesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** An empty file under a name that nothing else has: two recordings at once can't take the same one. */
async function reserve(folder: string, name: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  for (let number = 1; ; number++) {
    const path = join(folder, `${name}-${number}.json`)
    try {
      await writeFile(path, '', { flag: 'wx' })
      return path
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
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
