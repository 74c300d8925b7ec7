import { environmentTraits } from '../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { labEntry, labSpec, usedPolicies } from '../../../src-shared/catalogue/labs/index.ts'
import type { LabEffort, LabFacts, LabPolicy } from '../../../src-shared/catalogue/labs/index.ts'
import type { PolicySpec } from '../../../src-shared/catalogue/policies/index.ts'
import { combinationProblems } from '../../../src-shared/domain/combinations.ts'
import { worldDifference } from '../../../src-shared/domain/data-set.ts'
import { runId } from '../../../src-shared/domain/ids.ts'
import { issuesOf } from '../../../src-shared/domain/issues.ts'
import { pathText } from '../../../src-shared/domain/paths.ts'
import { pointOf } from '../../../src-shared/domain/points.ts'
import { variantSpec } from '../../../src-shared/domain/variant.ts'
import type { VariantSpec } from '../../../src-shared/domain/variant.ts'
import { snapshotBytes, snapshotUpTo } from '../policy-snapshots.ts'
import type { LabJob, RunPolicy } from '../../training/protocol/lab.ts'
import type { ServiceContext } from '../context.ts'
import { resolveEngine } from '../engine-rule.ts'
import { allowedHash } from '../module-consent.ts'

type Issue = { path: string; message: string }
type ResolveContext = Pick<ServiceContext, 'database' | 'library' | 'native'>

/** A lab's settings with everything that the database knows of them, or what is wrong with them, by field. */
export type ResolvedLab = { ok: true; job: LabJob; effort: LabEffort } | { ok: false; issues: Issue[] }

export function resolveLab(context: ResolveContext, written: unknown): ResolvedLab {
  const parsed = labSpec.safeParse(written)
  if (!parsed.success) return { ok: false, issues: issuesOf(parsed.error) }
  const spec = parsed.data
  const entry = labEntry(spec.lab)
  const { environment } = spec
  const issues: Issue[] = []
  const runs: LabJob['runs'] = {}
  const policies: Record<string, LabFacts['policies'][string]> = {}
  let engine: LabJob['engine'] = 'reference'
  for (const { field, policy } of usedPolicies(spec)) {
    if (policy.from === 'run') {
      const found = runPolicy(context, policy, environment)
      if ('message' in found) {
        issues.push({ path: `${field}.${found.field}`, message: found.message })
        continue
      }
      runs[field] = found
    } else if (policy.from === 'typed') {
      const problem = typedProblem(policy.theta, environment)
      if (problem !== null) issues.push({ path: `${field}.theta`, message: problem })
    }
    const variant =
      runs[field]?.variant ?? standIn(policy.from === 'fresh' ? policy.policy : { kind: 'tabular-softmax' })
    if (policy.from === 'fresh') {
      for (const { path, reason } of combinationProblems(environment, variant))
        if (path[0] === 'policy') issues.push({ path: pathText([field, ...path]), message: reason })
    }
    const critic = runs[field]?.variant.critic
    policies[field] = { policy: variant.policy, critic, rewardsScaled: variant.normalisation.rewards }
    const resolved = resolveEngine('auto', environment, variant, context.native.state())
    if (resolved.ok && resolved.value.engine !== 'reference') engine = resolved.value.engine
  }
  if (issues.length === 0) {
    const facts = { environment, policies }
    for (const { path, message } of entry.problems(spec, facts)) issues.push({ path: pathText(path), message })
    if (issues.length === 0) {
      const moduleHash = environment.id === 'module' ? allowedHash(context.database, environment.path) : null
      return { ok: true, job: { kind: 'lab', spec, engine, moduleHash, runs }, effort: entry.effort(spec, facts) }
    }
  }
  return { ok: false, issues }
}

/** Where a variant is asked for and the policy is of none. */
function standIn(policy: PolicySpec): VariantSpec {
  return variantSpec.parse({
    name: 'lab',
    collection: { trajectories: 1 },
    policy,
    estimator: { kind: 'reward-to-go' },
    update: { kind: 'gradient-ascent' },
  })
}

function runPolicy(
  { database, library }: ResolveContext,
  { runId: written, update }: Extract<LabPolicy, { from: 'run' }>,
  environment: EnvironmentSpec,
): RunPolicy | { field: string; message: string } {
  const id = runId.safeParse(written)
  const run = id.success ? library.run(id.data) : undefined
  if (run === undefined) return { field: 'runId', message: 'that run is not in this database: choose another' }
  const { spec } = library.experiment(run.experimentId)!
  const { variant, environment: trainedIn } = pointOf(spec, run.variantIndex)!
  const difference = worldDifference(trainedIn, environment)
  if (difference !== null)
    return {
      field: 'runId',
      message: `this run was trained in another world (${difference}): take that world, or a run of this one`,
    }
  const found = snapshotUpTo(database, run.id, update ?? Number.MAX_SAFE_INTEGER)
  const bytes = found && snapshotBytes(database, run.id, found.update)
  if (bytes === undefined) {
    const message =
      update === null
        ? 'this run has kept no checkpoint: take another run'
        : `this run has no checkpoint up to update ${update}: take a later one, or another run`
    return { field: update === null ? 'runId' : 'update', message }
  }
  return { variant, seed: run.seed, snapshot: new Uint8Array(bytes) }
}

function typedProblem(theta: number[] | number[][], environment: EnvironmentSpec): string | null {
  const { states, actions, finite } = environmentTraits(environment)
  if (!finite || states === undefined || actions === undefined)
    return 'typed numbers are of a table, and this world is not finite: take a fresh policy, or one of a run'
  const numbers = theta.flat()
  return numbers.length === states * actions
    ? null
    : `needs ${states * actions} numbers (${states} states, ${actions} actions each), and has ${numbers.length}`
}
