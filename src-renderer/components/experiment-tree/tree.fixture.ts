import { experimentSpec } from '../../../src-shared/domain/spec.ts'
import { experiment, noProgress, run, type Experiment, type Run } from '../../../src-shared/domain/run.ts'

/** For tests: an experiment of two variants as the database gives it. */
export function exampleExperiment(
  id: string,
  change: { name?: string; tags?: string[]; notes?: string; createdAt?: number } = {},
): Experiment {
  const spec = experimentSpec.parse({
    name: change.name ?? 'Two ways through a grid',
    environment: { id: 'gridworld' },
    variants: [
      {
        name: 'REINFORCE',
        policy: { kind: 'tabular-softmax' },
        estimator: { kind: 'reward-to-go' },
        update: { kind: 'gradient-ascent' },
      },
      {
        name: 'PPO',
        policy: { kind: 'neural-softmax' },
        estimator: { kind: 'advantage' },
        critic: {},
        update: { kind: 'clip' },
      },
    ],
  })
  return experiment.parse({
    id,
    name: spec.name,
    spec,
    createdAt: change.createdAt ?? 1,
    tags: change.tags ?? [],
    notes: change.notes ?? '',
    deletedAt: null,
  })
}

type RunChange = Partial<Omit<Run, 'progress' | 'id' | 'experimentId'>> & { progress?: Partial<Run['progress']> }

export function exampleRun(id: string, experimentId: string, change: RunChange = {}): Run {
  return run.parse({
    id,
    experimentId,
    variantIndex: 0,
    seed: 1,
    status: 'queued',
    statusReason: null,
    engine: { engine: 'reference', reason: 'a table' },
    runtime: null,
    queuePosition: null,
    createdAt: 1,
    startedAt: null,
    endedAt: null,
    tags: [],
    notes: '',
    deletedAt: null,
    ...change,
    progress: { ...noProgress, ...change.progress },
  })
}
