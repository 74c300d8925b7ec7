import * as z from 'zod'
import type { EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { worldFacts } from '../../../src-shared/domain/user-module.ts'
import { exactAnchors, measuredAnchors } from '../../core/algorithms/anchors.ts'
import type { WorldAnchors } from '../../core/algorithms/anchors.ts'
import { referenceReturn } from '../../core/algorithms/reference-return.ts'
import { checkEnvironment } from '../../core/environments/check-environment.ts'
import type { VectorEnvironment } from '../../core/environments/environment.ts'
import { finiteModel, makeEnvironment } from '../../core/environments/registry.ts'
import { isTableTrace, replayTable, replayTransitions } from '../../core/environments/replay.ts'
import type { Trace } from '../../core/environments/replay.ts'
import { userEnvironment, userEnvironmentOf } from '../../core/environments/user-environment.ts'
import { Generator } from '../../core/random/generator.ts'
import { referenceEngine } from '../../core/networks/reference-engine.ts'
import type { Answer, Question, TrainJob } from '../protocol/job.ts'
import type { LabProgress } from '../protocol/lab.ts'
import { answerBench } from './bench.ts'
import type { Control } from './drive.ts'
import type { MakeLearner } from './learners.ts'
import { measurePace } from './measure-pace.ts'
import { describeSnapshot } from './start-file.ts'
import { restoreLearner } from './train.ts'
import { writeDataSet } from './user-files.ts'
import { loadAllowedModule, loadOwnModule } from './user-module.ts'

const numbers = z.array(z.number())
const trace = z.union([
  z.object({
    transitions: z.array(
      z.object({
        state: numbers,
        action: z.union([z.number(), numbers]),
        next_state: numbers,
        observation: numbers.optional(),
        reward: z.number(),
        terminated: z.boolean(),
      }),
    ),
  }),
  z.object({
    initial: numbers,
    transitions: z.record(
      z.string(),
      z.record(z.string(), z.array(z.tuple([z.number(), z.number(), z.number(), z.boolean()]))),
    ),
  }),
])

/** What steps an environment without learning. Throws where the question can't be answered, with a sentence. */
export async function answerQuestion(
  question: Question,
  makeLearner: MakeLearner,
  control: Pick<Control, 'stop'>,
  sendProgress: (progress: LabProgress) => void,
): Promise<Answer> {
  switch (question.kind) {
    case 'replay':
      return { kind: 'replay', fields: await replay(question.environment, question.trace) }
    case 'check': {
      const { path, parameters, moduleHash } = question
      const module =
        moduleHash === null ? await loadOwnModule(path) : (await loadAllowedModule(path, moduleHash)).module
      return { kind: 'check', ...checkedModule(module, parameters) }
    }
    case 'module-contents': {
      const { moduleContents } = await import('./module-graph/module-contents.ts')
      return { kind: 'module-contents', contents: null, problems: [], ...(await moduleContents(question.path)) }
    }
    case 'record':
      return {
        kind: 'record',
        data: runThrough((await learnerOf(question.job, makeLearner)).record(question.trajectories)),
      }
    case 'record-to-file': {
      const learner = await learnerOf(question.job, makeLearner)
      const data = runThrough(learner.record(question.trajectories), stopAtMostSteps)
      const { steps, bytes } = await writeDataSet(question.path, data)
      return { kind: 'record-to-file', update: learner.updates, trajectories: data.trajectories.length, steps, bytes }
    }
    case 'reference':
      return { kind: 'reference', return: referenceReturn(question) ?? null }
    case 'anchors':
      return { kind: 'anchors', ...(await anchorsOf(question)) }
    case 'pace':
      return { kind: 'pace', measured: await measurePace(question, makeLearner) }
    case 'inspect': {
      const { inspectFinite } = await import('./inspect/finite.ts')
      return inspectFinite(question)
    }
    case 'episode':
    case 'surface':
    case 'episodes': {
      const { inspectControl } = await import('./inspect/control.ts')
      return inspectControl(question)
    }
    case 'snapshot':
      return describeSnapshot(question.bytes)
    case 'world': {
      const { describeWorld } = await import('./inspect/finite.ts')
      return describeWorld(question.environment)
    }
    case 'bench':
      return answerBench(question)
    case 'lab': {
      const { measureLab } = await import('./lab/lab-job.ts')
      return measureLab(question, control, sendProgress)
    }
    case 'lab-case': {
      const { casesBy } = await import('./lab/labs.ts')
      const engines = { neural: referenceEngine(), exact: referenceEngine() }
      return { kind: 'lab-case', answer: runThrough(casesBy[question.case.lab](question.case, engines)) }
    }
  }
}

function checkedModule(module: { default?: unknown }, parameters: Record<string, unknown>) {
  const problems = checkEnvironment(module, parameters)
  if (problems.length > 0) return { problems, world: null }
  const { observation, action, horizon, timeLimit } = userEnvironmentOf(module, parameters).shape
  return {
    problems,
    world: worldFacts.parse({ observation, action, horizon: horizon ?? null, timeLimit: timeLimit ?? null }),
  }
}

async function replay(spec: EnvironmentSpec, recorded: unknown) {
  const parsed = trace.safeParse(recorded)
  if (!parsed.success)
    throw new Error(
      'The file is neither a list of transitions nor a table of outcomes, as docs/adding-an-environment.md describes them.',
    )
  const recordedTrace: Trace = parsed.data
  if (!isTableTrace(recordedTrace)) {
    return replayTransitions(recordedTrace as Exclude<Trace, { initial: number[] }>, await oneCopy(spec))
  }
  const model = finiteModel(spec)
  if (model === undefined)
    throw new Error(`The file is a table of outcomes, and ${spec.id} has no finite model to compare it with.`)
  return replayTable(recordedTrace, model)
}

async function oneCopy(spec: EnvironmentSpec): Promise<VectorEnvironment> {
  const rng = new Generator(0, 'replay')
  if (spec.id !== 'module') return makeEnvironment(spec, 1, rng)
  return userEnvironment(userEnvironmentOf(await loadOwnModule(spec.path), spec.parameters), 1, rng)
}

async function anchorsOf({
  environment,
  moduleHash,
  episodes,
}: Extract<Question, { kind: 'anchors' }>): Promise<WorldAnchors> {
  const model = finiteModel(environment)
  if (model !== undefined) return exactAnchors(model)
  if (environment.id !== 'module')
    return runThrough(measuredAnchors((copies, rng) => makeEnvironment(environment, copies, rng), episodes))
  const { module } = await loadAllowedModule(environment.path, moduleHash ?? '')
  const user = userEnvironmentOf(module, environment.parameters)
  return runThrough(measuredAnchors((copies, rng) => userEnvironment(user, copies, rng), episodes))
}

/** The learner as its last checkpoint has it, or as it starts. */
async function learnerOf(job: TrainJob, makeLearner: MakeLearner) {
  const { learner } = await makeLearner(job)
  if (job.resume !== null) restoreLearner(learner, job.resume.checkpoint)
  return learner
}

/** What a run can read back whole into memory. */
const mostSteps = 1_000_000
function stopAtMostSteps(steps: number): void {
  if (steps > mostSteps)
    throw new Error(`They are longer than ${mostSteps.toLocaleString('en')} steps together. Record fewer trajectories.`)
}

/** Nobody waits beside this process for messages: no turns of the event loop are needed. */
function runThrough<T>(steps: globalThis.Generator<void, T>, afterStep?: (taken: number) => void): T {
  for (let taken = 1; ; taken++) {
    const step = steps.next()
    if (step.done) return step.value
    afterStep?.(taken)
  }
}
