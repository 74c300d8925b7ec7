import { environmentTraits } from '../../src-shared/catalogue/environments/index.ts'
import { err, ok } from '../../src-shared/contract/errors.ts'
import type { Result } from '../../src-shared/contract/errors.ts'
import { stateDimensions } from '../../src-shared/domain/state-dimensions.ts'
import type { RunId } from '../../src-shared/domain/ids.ts'
import { pointOf } from '../../src-shared/domain/points.ts'
import type { Answer, Question, TrainJob } from '../training/protocol/job.ts'
import type { ServiceContext } from './context.ts'
import type { Handlers } from './handlers.ts'
import { noSnapshotAt } from './inspect.ts'
import { moduleRefusal } from './module-consent.ts'
import { packNumbers } from './pack-numbers.ts'
import { snapshotBytes, snapshotsOf } from './policy-snapshots.ts'
import { jobToLookAt } from './train-job.ts'

/** A user's module may never come back. */
const answerAtMostMs = 60_000

type ControlContext = Pick<ServiceContext, 'database' | 'library' | 'ask' | 'askWarm' | 'paths'>
type Looked = { job: TrainJob; snapshot: Uint8Array<ArrayBuffer>; before: Uint8Array<ArrayBuffer> | null }

/** Episodes of a run's policy, and pictures of it over the state. */
export function inspectControlHandlers(
  context: ControlContext,
): Pick<Handlers, 'inspect.episode' | 'inspect.surface' | 'inspect.episodes'> {
  const { database, library } = context
  const look = async (runId: RunId, update: number): Promise<Result<Looked>> => {
    const run = library.run(runId)
    if (run === undefined) return err({ kind: 'run-not-found', runId })
    const job = jobToLookAt(context, run)
    if (job.environment.id === 'module') {
      const refusal = await moduleRefusal(context, job.environment.path)
      if (refusal !== null) return err(refusal)
    }
    const snapshots = snapshotsOf(database, runId)
    if (snapshots.length === 0) return err({ kind: 'no-snapshots', runId })
    const at = snapshots.findIndex((snapshot) => snapshot.update === update)
    if (at < 0) return noSnapshotAt('update', update, snapshots)
    const bytesOf = (index: number) => new Uint8Array(snapshotBytes(database, runId, snapshots[index]!.update)!)
    return ok({ job, snapshot: bytesOf(at), before: at === 0 ? null : bytesOf(at - 1) })
  }
  /** A user's module runs in a process of its own, and so does what may take long: others needn't wait for it. */
  const ask = async <K extends Answer['kind']>(
    kind: K,
    question: Question & { job: TrainJob },
    alone = false,
  ): Promise<Result<Extract<Answer, { kind: K }>>> => {
    const asking = alone || question.job.environment.id === 'module' ? context.ask : context.askWarm
    const asked = await asking(question, answerAtMostMs)
    if (!asked.ok) return err({ kind: 'not-inspected', reason: asked.message })
    if (asked.answer.kind !== kind) throw new Error(`asked for a ${kind}, and got a ${asked.answer.kind}`)
    return ok(asked.answer as Extract<Answer, { kind: K }>)
  }
  const packed = (numbers: Float64Array | null) => numbers && packNumbers(numbers)

  return {
    async 'inspect.episode'({ runId, update, seed, actions }) {
      const looked = await look(runId, update)
      if (!looked.ok) return looked
      const asked = await ask('episode', { kind: 'episode', ...looked.value, seed, actions })
      if (!asked.ok) return asked
      const { value: answer } = asked
      return ok({
        ...answer,
        statesNX: packNumbers(answer.statesNX),
        observationsND: packNumbers(answer.observationsND),
        actionsNK: packNumbers(answer.actionsNK),
        probabilitiesNA: packed(answer.probabilitiesNA),
        meansNK: packed(answer.meansNK),
        sigmasNK: packed(answer.sigmasNK),
        valuesN: packed(answer.valuesN),
        rewardsN: packNumbers(answer.rewardsN),
        tdErrorsN: packed(answer.tdErrorsN),
        rewardToGoN: packNumbers(answer.rewardToGoN),
      })
    },
    async 'inspect.surface'({ runId, update, of, across, up, held, step }) {
      const looked = await look(runId, update)
      if (!looked.ok) return looked
      const { environment } = pointOf(
        library.experiment(library.run(runId)!.experimentId)!.spec,
        library.run(runId)!.variantIndex,
      )!
      const dimensions = stateDimensions(environment)
      const issues = surfaceIssues(dimensions?.length ?? null, { across, up, held })
      if (issues.length > 0) return err({ kind: 'invalid-input', issues })
      const { job, snapshot } = looked.value
      const asked = await ask('surface', { kind: 'surface', job, snapshot, of, across, up, held, step })
      return asked.ok ? ok({ values: packed(asked.value.values) }) : asked
    },
    async 'inspect.episodes'({ runId, update, firstSeed, count, actions }) {
      const looked = await look(runId, update)
      if (!looked.ok) return looked
      const { job, snapshot } = looked.value
      const question = { kind: 'episodes', job, snapshot, firstSeed, count, actions } as const
      const endless = environmentTraits(job.environment).episodeSteps === undefined
      const asked = await ask('episodes', question, endless)
      if (!asked.ok) return asked
      const { returnsE, lengthsE, terminatedE } = asked.value
      return ok({
        returnsE: packNumbers(returnsE),
        lengthsE: packNumbers(lengthsE),
        terminatedE: packNumbers(terminatedE),
      })
    },
  }
}

/** What of a surface doesn't fit the world's state, which has so many numbers; null where they aren't known. */
function surfaceIssues(
  dimensions: number | null,
  asked: { across: { dimension: number }; up: { dimension: number }; held: number[] },
): { path: string; message: string }[] {
  if (dimensions === null)
    return [{ path: 'of', message: 'this world has no surface: of a user’s own world only observations are known' }]
  const { across, up, held } = asked
  if (held.length !== dimensions)
    return [{ path: 'held', message: `the state has ${dimensions} numbers, and ${held.length} are held: give as many` }]
  const beyond = (['across', 'up'] as const).find((axis) => asked[axis].dimension >= dimensions)
  if (beyond !== undefined)
    return [{ path: `${beyond}.dimension`, message: `the state’s numbers go from 0 to ${dimensions - 1}` }]
  if (across.dimension === up.dimension)
    return [{ path: 'up.dimension', message: 'is the same as across: choose another of the state’s numbers' }]
  return []
}
