import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { finiteModel } from '../../../core/environments/registry.ts'
import { optimum } from '../../../core/exact/optimum.ts'
import { policyAtStep } from '../../../core/inspect/policy-at-step.ts'
import { solveShown, solvedBytes } from '../../../core/inspect/solved-policy.ts'
import type { SolvedPolicy } from '../../../core/inspect/solved-policy.ts'
import type { Answer, InspectJob } from '../../protocol/job.ts'
import { shownRun } from './shown-run.ts'

/** What was solved stays for the next question, which is mostly the same at another time step. */
const mostKeptBytes = 256 * 2 ** 20
const kept = new Map<string, { solved: SolvedPolicy; envSteps: number }>()
let keptBytes = 0

/** V, Q, A, d and the rest of a run's snapshots, at one time step. */
export async function inspectFinite({
  job,
  step,
  before,
  snapshots,
}: InspectJob): Promise<Extract<Answer, { kind: 'inspect' }>> {
  const run = await shownRun(job)
  const model = run.parts.table!.model
  if (step !== 'summed' && step >= model.horizon)
    throw new Error(`an episode of this world has ${model.horizon} steps, so h goes from 0 to ${model.horizon - 1}.`)
  const solve = ({ update, bytes }: (typeof snapshots)[number]) => {
    const key = `${job.runId} ${update}`
    const known = kept.get(key)
    if (known !== undefined) return known
    const { envSteps } = run.show(bytes)
    const solved = { solved: solveShown(run.parts, run.viewer.valueUnit), envSteps }
    keep(key, solved)
    return solved
  }
  let previous = before === null ? null : solve(before).solved
  const answers = snapshots.map((snapshot) => {
    const { solved, envSteps } = solve(snapshot)
    const shown = policyAtStep(model, solved, step, previous)
    previous = solved
    return { update: snapshot.update, envSteps, ...shown }
  })
  return { kind: 'inspect', snapshots: answers }
}

function keep(key: string, entry: { solved: SolvedPolicy; envSteps: number }): void {
  kept.set(key, entry)
  keptBytes += solvedBytes(entry.solved)
  for (const [oldest, { solved }] of kept) {
    if (keptBytes <= mostKeptBytes || oldest === key) break
    kept.delete(oldest)
    keptBytes -= solvedBytes(solved)
  }
}

export function describeWorld(environment: EnvironmentSpec): Extract<Answer, { kind: 'world' }> {
  const model = finiteModel(environment)
  if (model === undefined) return { kind: 'world', finite: null }
  const { states, actions, horizon, discount, columns } = model
  const { objective } = optimum(model)
  return { kind: 'world', finite: { states, actions, horizon, discount, columns: columns ?? null, optimum: objective } }
}
