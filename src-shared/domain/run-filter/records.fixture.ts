import { experiment, noProgress, run, type Experiment, type Run } from '../run.ts'
import { experimentSpec } from '../spec.ts'
import type { RunRecord } from './record.ts'

/** For tests: an experiment of PPO at two step sizes and REINFORCE, in CartPole or a grid. */
export function exampleExperiment(
  id: string,
  change: Partial<Experiment> = {},
  environment = 'CartPole-v1',
): Experiment {
  const ppo = (learningRate: number) => ({
    name: `PPO ${learningRate}`,
    collection: { stepsPerCopy: 128 },
    policy: { kind: 'neural-softmax' },
    estimator: { kind: 'advantage' },
    critic: { fit: { kind: 'with-policy' } },
    update: { kind: 'clip', learningRate },
  })
  const spec = experimentSpec.parse({
    name: change.name ?? 'Step sizes',
    environment: { id: environment },
    seeds: [1, 2],
    budget: { envSteps: 10_000 },
    variants: [
      ppo(0.001),
      ppo(0.01),
      {
        name: 'REINFORCE',
        collection: { trajectories: 8 },
        policy: { kind: 'neural-softmax', hidden: [32] },
        estimator: { kind: 'reward-to-go' },
        update: { kind: 'gradient-ascent', maxGradientNorm: 1 },
      },
    ],
  })
  return experiment.parse({
    id,
    name: spec.name,
    spec,
    createdAt: 0,
    tags: [],
    notes: '',
    deletedAt: null,
    ...change,
  })
}

export function exampleRun(
  id: string,
  { experiment: of, ...change }: Partial<Run> & { experiment: Experiment },
): RunRecord & { run: Run } {
  return {
    experiment: of,
    run: run.parse({
      id: id.padEnd(8, '0'),
      experimentId: of.id,
      variantIndex: 0,
      seed: 1,
      status: 'finished',
      statusReason: null,
      engine: { engine: 'simd', reason: 'a small network' },
      runtime: null,
      queuePosition: null,
      createdAt: 0,
      startedAt: null,
      endedAt: null,
      progress: noProgress,
      tags: [],
      notes: '',
      deletedAt: null,
      ...change,
    }),
  }
}
