import { environmentEntry, environmentTraits } from '../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../../src-shared/catalogue/environments/index.ts'
import { err, ok } from '../../src-shared/contract/errors.ts'
import type { Result } from '../../src-shared/contract/errors.ts'
import type { InspectedRun } from '../../src-shared/contract/inspect.ts'
import type { RunId } from '../../src-shared/domain/ids.ts'
import { pointOf } from '../../src-shared/domain/points.ts'
import type { Point } from '../../src-shared/domain/points.ts'
import type { SnapshotFile } from '../../src-shared/domain/initial-parameters.ts'
import type { Experiment, Run } from '../../src-shared/domain/run.ts'
import type { ExperimentSpec } from '../../src-shared/domain/spec.ts'
import type { Answer } from '../training/protocol/job.ts'
import type { ServiceContext } from './context.ts'
import type { Handlers } from './handlers.ts'
import { packNumbers } from './pack-numbers.ts'
import { snapshotBytes, snapshotsOf } from './policy-snapshots.ts'
import type { RunSnapshot } from './policy-snapshots.ts'
import { keepStartFile } from './start-files.ts'
import { jobToLookAt } from './train-job.ts'

/** A world of a thousand states and steps takes seconds. */
const answerAtMostMs = 120_000

type InspectContext = Pick<ServiceContext, 'database' | 'library' | 'askWarm' | 'paths'>
type FiniteWorld = Extract<Answer, { kind: 'world' }>['finite']

/** What Inspect shows of a run's snapshots; a trainer solves and evaluates. */
export function inspectHandlers(
  context: InspectContext,
): Pick<Handlers, 'inspect.run' | 'inspect.finite' | 'inspect.fork'> {
  const { database, library, askWarm, paths } = context
  /** By the environment's spec: a world is the same for all runs in it. */
  const worlds = new Map<string, FiniteWorld>()

  const found = (runId: RunId): Result<{ run: Run; point: Point; snapshots: RunSnapshot[] }> => {
    const run = library.run(runId)
    if (run === undefined) return err({ kind: 'run-not-found', runId })
    const point = pointOf(library.experiment(run.experimentId)!.spec, run.variantIndex)!
    return ok({ run, point, snapshots: snapshotsOf(database, runId) })
  }
  const finiteWorld = async (environment: EnvironmentSpec): Promise<Result<FiniteWorld>> => {
    if (!environmentTraits(environment).finite) return ok(null)
    const key = JSON.stringify(environment)
    const known = worlds.get(key)
    if (known !== undefined) return ok(known)
    const asked = await askWarm({ kind: 'world', environment }, answerAtMostMs)
    if (!asked.ok) return err({ kind: 'not-inspected', reason: asked.message })
    if (asked.answer.kind !== 'world') throw new Error(`asked for a world, and got a ${asked.answer.kind}`)
    worlds.set(key, asked.answer.finite)
    return ok(asked.answer.finite)
  }

  return {
    async 'inspect.run'({ runId }) {
      const looked = found(runId)
      if (!looked.ok) return looked
      const { run, point, snapshots } = looked.value
      const world = await finiteWorld(point.environment)
      if (!world.ok) return world
      const { progress } = run
      const envStepsOf = ({ update, envSteps }: RunSnapshot) =>
        envSteps ?? (progress.update === update ? progress.envSteps : null)
      return ok({
        ...factsOf(point, world.value),
        snapshots: snapshots.map((snapshot) => ({ ...snapshot, envSteps: envStepsOf(snapshot) })),
      })
    },
    async 'inspect.finite'({ runId, step, updates }) {
      const looked = found(runId)
      if (!looked.ok) return looked
      const { run, point, snapshots } = looked.value
      const { environment } = point
      if (!environmentTraits(environment).finite)
        return err({ kind: 'no-finite-model', environment: environmentEntry(environment.id).title })
      if (snapshots.length === 0) return err({ kind: 'no-snapshots', runId })
      const unknown = updates?.find((update) => !snapshots.some((snapshot) => snapshot.update === update))
      if (unknown !== undefined) return noSnapshotAt('updates', unknown, snapshots)
      const wanted = updates === undefined ? snapshots : spanOf(snapshots, updates)
      const first = snapshots.indexOf(wanted[0]!)
      const bytesOf = ({ update }: RunSnapshot) => ({
        update,
        bytes: new Uint8Array(snapshotBytes(database, runId, update)!),
      })
      const asked = await askWarm(
        {
          kind: 'inspect',
          job: jobToLookAt(context, run),
          step,
          before: first === 0 ? null : bytesOf(snapshots[first - 1]!),
          snapshots: wanted.map(bytesOf),
        },
        answerAtMostMs,
      )
      if (!asked.ok) return err({ kind: 'not-inspected', reason: asked.message })
      if (asked.answer.kind !== 'inspect') throw new Error(`asked for policies, and got a ${asked.answer.kind}`)
      const answers = asked.answer.snapshots.filter(({ update }) => updates?.includes(update) ?? true)
      return ok({ snapshots: answers.map(packed) })
    },
    async 'inspect.fork'({ runId, update }) {
      const looked = found(runId)
      if (!looked.ok) return looked
      const { run, point } = looked.value
      const bytes = snapshotBytes(database, runId, update)
      if (bytes === undefined) return noSnapshotAt('update', update, looked.value.snapshots)
      const asked = await askWarm({ kind: 'snapshot', bytes: new Uint8Array(bytes) }, answerAtMostMs)
      if (!asked.ok) return err({ kind: 'not-inspected', reason: asked.message })
      if (asked.answer.kind !== 'snapshot') throw new Error(`asked for a snapshot, and got a ${asked.answer.kind}`)
      const { envSteps, episodes, policy, critic, normalised } = asked.answer
      const file = keepStartFile(paths.startFilesFolder, asked.answer.bytes)
      const policyKind = point.variant.policy.kind
      const start = { file, from: { runId, update, envSteps, episodes }, policyKind, policy, critic, normalised }
      return ok({ spec: forkedSpec(library.experiment(run.experimentId)!, point, start) })
    },
  }
}

/** The experiment of a run with this one variant, which starts from a checkpoint of it; everything else as it was. */
function forkedSpec({ name, spec }: Experiment, { variant, environment }: Point, start: SnapshotFile): ExperimentSpec {
  const { sweep: _sweep, chosenFrom: _chosenFrom, ...rest } = spec
  const from = ` from update ${start.from.update.toLocaleString('en-US')}`
  const named = (text: string, most: number) => `${text.slice(0, most - from.length)}${from}`
  return {
    ...rest,
    name: named(name, 200),
    environment,
    variants: [{ ...variant, name: named(variant.name, 120), slot: undefined, initialParameters: start }],
  }
}

export function noSnapshotAt(path: 'update' | 'updates', update: number, snapshots: readonly RunSnapshot[]) {
  const there = snapshots.map((snapshot) => snapshot.update.toLocaleString('en-US')).join(', ')
  const message =
    there === ''
      ? 'this run has kept no checkpoint: take another run'
      : `this run has no checkpoint after update ${update}, but after ${there}: take one of them`
  return err({ kind: 'invalid-input', issues: [{ path, message }] })
}

/** From the first to the last of these, with those between: each one's KL is from the one before. */
function spanOf(snapshots: readonly RunSnapshot[], updates: readonly number[]): RunSnapshot[] {
  const [first, last] = [Math.min(...updates), Math.max(...updates)]
  return snapshots.filter(({ update }) => update >= first && update <= last)
}

function factsOf({ environment, variant }: Point, finite: FiniteWorld): Omit<InspectedRun, 'snapshots'> {
  const { actions, episodeSteps, discount } = environmentTraits(environment)
  const { critic, estimator } = variant
  const count = finite?.actions ?? actions ?? 0
  const names = environmentEntry(environment.id).actionNames ?? []
  return {
    world: worldKind(environment, finite),
    states: finite?.states ?? 0,
    actions: count,
    actionNames: Array.from({ length: count }, (_, a) => names[a] ?? `${finite?.states === 1 ? 'arm' : 'action'} ${a}`),
    columns: finite?.columns ?? undefined,
    horizon: finite?.horizon ?? episodeSteps ?? 0,
    discounts: { spec: finite?.discount ?? discount, critic: estimator.discount },
    optimum: finite?.optimum ?? null,
    hasCritic: critic !== undefined,
    criticSeesTime: critic !== undefined && critic.network.kind !== 'shared' && critic.timeStep,
  }
}

function worldKind(environment: EnvironmentSpec, finite: FiniteWorld): InspectedRun['world'] {
  if (finite === null) return 'control'
  if (finite.states === 1) return 'bandit'
  return finite.columns !== null || environment.id === 'Taxi' ? 'map' : 'table'
}

type Shown = Extract<Answer, { kind: 'inspect' }>['snapshots'][number]
const packed = (shown: Shown) => ({
  ...shown,
  piSA: packNumbers(shown.piSA),
  valuesS: packNumbers(shown.valuesS),
  qSA: packNumbers(shown.qSA),
  advantagesSA: packNumbers(shown.advantagesSA),
  criticS: shown.criticS && packNumbers(shown.criticS),
  criticErrorS: shown.criticErrorS && packNumbers(shown.criticErrorS),
  occupancyS: packNumbers(shown.occupancyS),
  visitsS: packNumbers(shown.visitsS),
  greedyS: packNumbers(shown.greedyS),
})
