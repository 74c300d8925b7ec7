import { mostLabBytes, mostLabSeconds } from '../../../src-shared/catalogue/labs/index.ts'
import { err, ok } from '../../../src-shared/contract/errors.ts'
import type { Result } from '../../../src-shared/contract/errors.ts'
import { labNameOf } from '../../../src-shared/domain/lab-name.ts'
import type { LabExperiment, LabExperimentId } from '../../../src-shared/domain/lab.ts'
import { insertLab, labById, labContents, listLabs, updateLab } from '../../storage/repositories/labs.ts'
import type { LabJob } from '../../training/protocol/lab.ts'
import type { ServiceContext } from '../context.ts'
import { dataSetProblem } from '../data-sets.ts'
import type { Handlers } from '../handlers.ts'
import { newLabExperimentId } from '../ids.ts'
import { moduleRefusal } from '../module-consent.ts'
import { resolveLab } from './resolve-lab.ts'
import type { ResolvedLab } from './resolve-lab.ts'

type Methods =
  | 'labs.list'
  | 'labs.get'
  | 'labs.plan'
  | 'labs.start'
  | 'labs.stop'
  | 'labs.rename'
  | 'labs.remove'
  | 'labs.restore'

type LabContext = Pick<
  ServiceContext,
  'database' | 'library' | 'native' | 'publish' | 'runningLabs' | 'ask' | 'cores' | 'now'
>

/** Lab experiments: measured in a trainer of their own, stored with what they found. */
export function labHandlers(context: LabContext): Pick<Handlers, Methods> {
  const { database, publish, runningLabs, cores, now } = context
  const change = (id: LabExperimentId, patch: Partial<LabExperiment>): Result<LabExperiment> => {
    const lab = labById(database, id)
    if (lab === undefined) return err({ kind: 'lab-not-found', id })
    const next = { ...lab, ...patch }
    updateLab(database, next)
    publish({ kind: 'labs', labs: [next] })
    return ok(next)
  }
  /** Whether a data set fits shows only in its file. */
  const resolve = async (written: unknown): Promise<ResolvedLab> => {
    const resolved = resolveLab(context, written)
    if (!resolved.ok) return resolved
    const { spec } = resolved.job
    if (!('data' in spec) || spec.data.from !== 'dataset') return resolved
    const message = await dataSetProblem(spec.data.path, [spec.environment])
    return message === null ? resolved : { ok: false, issues: [{ path: 'data.path', message }] }
  }
  return {
    'labs.list': () => ok({ labs: listLabs(database) }),
    'labs.get'({ id }) {
      const experiment = labById(database, id)
      const contents = labContents(database, id)
      return experiment === undefined || contents === undefined
        ? err({ kind: 'lab-not-found', id })
        : ok({ experiment, ...contents })
    },
    async 'labs.plan'({ spec }) {
      const resolved = await resolve(spec)
      if (!resolved.ok) return ok({ problems: resolved.issues, effort: null })
      return ok({ problems: [], effort: { ...resolved.effort, tooMuch: isTooMuch(resolved.effort) } })
    },
    async 'labs.start'({ spec: written, name, anyway }) {
      const resolved = await resolve(written)
      if (!resolved.ok) return err({ kind: 'invalid-input', issues: resolved.issues })
      const { job, effort } = resolved
      const { spec } = job
      if (isTooMuch(effort) && !anyway)
        return err({ kind: 'lab-too-large', seconds: effort.seconds, bytes: effort.bytes, ...effort.lower })
      if (runningLabs.count() >= cores) return err({ kind: 'labs-busy', running: runningLabs.count() })
      if (spec.environment.id === 'module') {
        const refusal = await moduleRefusal(context, spec.environment.path)
        if (refusal !== null) return err(refusal)
      }
      const experiment: LabExperiment = {
        id: newLabExperimentId(),
        lab: spec.lab,
        name: name ?? labNameOf(spec, runNamesOf(job)).slice(0, 200),
        status: 'running',
        statusReason: null,
        createdAt: now(),
        endedAt: null,
        deletedAt: null,
      }
      insertLab(database, experiment, spec)
      publish({ kind: 'labs', labs: [experiment] })
      runningLabs.start(experiment.id, job)
      return ok(experiment)
    },
    'labs.stop'({ id }) {
      if (labById(database, id) === undefined) return err({ kind: 'lab-not-found', id })
      runningLabs.stop(id)
      return ok({})
    },
    'labs.rename': ({ id, name }) => change(id, { name }),
    'labs.remove'({ id }) {
      runningLabs.stop(id)
      return change(id, { deletedAt: now() })
    },
    'labs.restore': ({ id }) => change(id, { deletedAt: null }),
  }
}

const isTooMuch = ({ seconds, bytes }: { seconds: number; bytes: number }): boolean =>
  seconds > mostLabSeconds || bytes > mostLabBytes

const runNamesOf = ({ runs }: LabJob): Record<string, string> =>
  Object.fromEntries(Object.entries(runs).map(([field, { variant, seed }]) => [field, `${variant.name}, seed ${seed}`]))
