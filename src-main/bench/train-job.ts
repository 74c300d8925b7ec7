import { randomUUID } from 'node:crypto'
import { runId } from '../../src-shared/domain/ids.ts'
import { resolveEngine } from '../services/engine-rule.ts'
import type { TrainJob } from '../training/protocol/job.ts'
import type { NativeState } from '../../src-shared/contract/events.ts'
import type { BenchSetting } from './settings.ts'

export function budgetSteps({ spec }: BenchSetting, share: number): number {
  if (!('envSteps' in spec.budget)) throw new Error('A setting of the bench has its budget in env steps.')
  return Math.ceil(spec.budget.envSteps * share)
}

/** A run of a setting, with a share of its env steps. */
export function trainJobOf(
  ports: { native: NativeState },
  setting: BenchSetting,
  seed: number,
  share: number,
  fusion: boolean,
): TrainJob {
  const { spec } = setting
  const variant = spec.variants[0]!
  const resolved = resolveEngine(spec.engine, spec.environment, variant, ports.native)
  if (!resolved.ok) throw new Error(`The engine of ${spec.name} can’t be had here.`)
  return {
    kind: 'train',
    runId: runId.parse(randomUUID().replaceAll('-', '')),
    environment: spec.environment,
    variant,
    seed,
    budget: { envSteps: budgetSteps(setting, share) },
    evaluation: spec.evaluation,
    recordEvery: spec.recordEvery,
    diagnosticsEvery: spec.diagnosticsEvery,
    checkpointEvery: spec.checkpoints.every,
    engine: resolved.value.engine,
    fusion,
    moduleHash: null,
    resume: null,
  }
}
