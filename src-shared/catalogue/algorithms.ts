import type * as z from 'zod'
import type { collectionSpec } from './collection.ts'
import type { criticSpec } from './critic.ts'
import { environmentTraits } from './environments/index.ts'
import type { EnvironmentSpec } from './environments/index.ts'
import type { estimatorSpec } from './estimators/index.ts'
import type { policySpec } from './policies/index.ts'
import type { updateSpec } from './updates/index.ts'

/**
 * A named algorithm: a preset of parts, not a further thing. The policy is left to the world unless the algorithm needs
 * one, and so is the discount (`algorithmDiscount`).
 */
export interface Algorithm {
  id: string
  title: string
  sentence: string
  /** The box of the chapter. */
  box: string
  parts: {
    collection: z.input<typeof collectionSpec>
    policy?: z.input<typeof policySpec>
    estimator: z.input<typeof estimatorSpec>
    critic?: z.input<typeof criticSpec>
    update: z.input<typeof updateSpec>
  }
}

/**
 * What a named algorithm discounts by: in a world with a discount of its own by that one, weighted by gamma^h; in a
 * world with a horizon not at all, so that it climbs J itself, as the chapter's boxes do; elsewhere by the schema's
 * default.
 */
export function algorithmDiscount(environment: EnvironmentSpec): { discount?: number; discountStates?: boolean } {
  const world = environmentTraits(environment)
  if (world.discount < 1) return { discount: world.discount, discountStates: true }
  return world.horizon === undefined ? {} : { discount: 1 }
}

const batch = { trajectories: 32 }

export const algorithms: readonly Algorithm[] = [
  {
    id: 'reinforce',
    title: 'REINFORCE',
    sentence: 'Every action is credited with the whole return.',
    box: 'REINFORCE policy gradient',
    parts: {
      collection: batch,
      estimator: { kind: 'total-return' },
      update: { kind: 'gradient-ascent', learningRate: 0.01 },
    },
  },
  {
    id: 'reward-to-go',
    title: 'Reward-to-go',
    sentence: 'An action is credited with what came after it.',
    box: 'Policy gradient with Q-function',
    parts: {
      collection: batch,
      estimator: { kind: 'reward-to-go' },
      update: { kind: 'gradient-ascent', learningRate: 0.01 },
    },
  },
  {
    id: 'mean-baseline',
    title: 'PG with a mean baseline',
    sentence: 'Reward-to-go minus its average at each step.',
    box: 'PG with baseline',
    parts: {
      collection: batch,
      estimator: { kind: 'mean-baseline' },
      update: { kind: 'gradient-ascent', learningRate: 0.01 },
    },
  },
  {
    id: 'learned-baseline',
    title: 'PG with a learned baseline',
    sentence: 'Reward-to-go minus the value of a critic that is fitted to separate trajectories.',
    box: 'Policy gradient with a learned baseline',
    parts: {
      collection: { trajectories: 32, baselineTrajectories: 32 },
      estimator: { kind: 'learned-baseline', source: 'separate' },
      critic: {},
      update: { kind: 'gradient-ascent', learningRate: 0.01 },
    },
  },
  {
    id: 'actor-critic',
    title: 'Advantage actor-critic',
    sentence: 'GAE with a critic, plain gradient ascent.',
    box: 'PG (advantage function)',
    parts: {
      collection: batch,
      estimator: { kind: 'advantage', lambda: 0.97 },
      critic: {},
      update: { kind: 'gradient-ascent', learningRate: 0.01, per: 'step' },
    },
  },
  {
    id: 'natural-gradient',
    title: 'Natural gradient',
    sentence: 'Steps of equal KL to second order, however the policy is parameterised.',
    box: 'Natural policy gradient',
    parts: {
      collection: batch,
      estimator: { kind: 'advantage', lambda: 0.97 },
      critic: {},
      update: { kind: 'natural-gradient' },
    },
  },
  {
    id: 'trpo',
    title: 'TRPO',
    sentence: 'The natural step with a line search that keeps the KL within δ.',
    box: 'Trust region policy optimization',
    parts: {
      collection: batch,
      estimator: { kind: 'advantage', lambda: 0.97 },
      critic: {},
      update: { kind: 'trust-region' },
    },
  },
  {
    id: 'ppo-kl',
    title: 'PPO, KL penalty',
    sentence: 'A penalty on the KL instead of a bound.',
    box: 'Proximal policy optimization',
    parts: {
      collection: batch,
      estimator: { kind: 'advantage' },
      critic: {},
      update: { kind: 'kl-penalty', adaptive: true },
    },
  },
  {
    id: 'ppo-clip',
    title: 'PPO-clip',
    sentence: 'Probability ratios are clipped to 1 ± ε.',
    box: 'Proximal policy optimization (clipped, Schulman et al. 2017)',
    parts: {
      collection: { stepsPerCopy: 128 },
      estimator: { kind: 'advantage' },
      critic: { fit: { kind: 'with-policy' } },
      update: {
        kind: 'clip',
        learningRate: 2.5e-4,
        schedule: 'linear',
        epochs: 4,
        minibatches: 4,
        entropyCoefficient: 0.01,
      },
    },
  },
  {
    id: 'exact-policy-gradient',
    title: 'Exact policy gradient',
    sentence: 'Expectations instead of samples; finite worlds only.',
    box: '(Stochastic) policy gradient ascent',
    parts: {
      collection: { exact: true },
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'exact-advantage' },
      update: { kind: 'gradient-ascent', optimiser: { kind: 'sgd' }, learningRate: 1 },
    },
  },
  {
    id: 'policy-iteration',
    title: 'Policy iteration',
    sentence: 'The greedy action in every state at once, for contrast; finite worlds only.',
    box: 'Local policy optimization: motivation',
    parts: {
      collection: { exact: true },
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'exact-advantage' },
      update: { kind: 'policy-iteration' },
    },
  },
]
