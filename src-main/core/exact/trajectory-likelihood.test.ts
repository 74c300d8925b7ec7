import { describe, expect, it } from 'vitest'
import type { ExactInput } from '../../../src-shared/catalogue/exact-input.ts'
import { exactInput } from '../../../src-shared/catalogue/exact-input.ts'
import { planOf, smallGrid } from '../algorithms/test-runs.ts'
import { run } from '../algorithms/test-runs.ts'
import { finish } from '../finish.ts'
import { solveExactInput } from './solve-exact-input.ts'
import { trajectoryLikelihoods } from './trajectory-likelihood.ts'

const input: ExactInput = exactInput.parse({
  mdp: {
    transitions: [
      [
        [0.25, 0.75],
        [0.5, 0.5],
      ],
      [
        [0.1, 0.9],
        [0.8, 0.2],
      ],
    ],
    rewards: [
      [1, 2],
      [3, -1],
    ],
    initial: [0.3, 0.7],
    horizon: 3,
  },
  theta: [
    [0.2, -0.4],
    [1, 0.3],
  ],
})
const environment = { id: 'finite-mdp', copies: 1, ...input.mdp } as const

/** Every sequence of three states and actions, as if it had been recorded. */
const every = Array.from({ length: 64 }, (_, code) => {
  const bits = Array.from({ length: 6 }, (__, i) => (code >> i) & 1)
  const steps = [0, 1, 2]
  return {
    observations: steps.map((h) => [bits[2 * h]!]),
    actions: steps.map((h) => [bits[2 * h + 1]!]),
    rewards: steps.map((h) => input.mdp.rewards[bits[2 * h]!]![bits[2 * h + 1]!]!),
    logProbs: steps.map(() => -1),
  }
})

describe('log rho_theta(tau)', () => {
  const recorded = { format: 'ascent-trajectories', version: 1, environment, trajectories: every } as const

  it('is a distribution over all trajectories, under which the mean return is J', () => {
    const probabilities = trajectoryLikelihoods({ ...recorded, trajectories: [...every] }, input).map(
      ({ logLikelihood }) => Math.exp(logLikelihood),
    )
    const expected = every.reduce(
      (sum, { rewards }, m) => sum + probabilities[m]! * rewards.reduce((total, reward) => total + reward),
      0,
    )
    expect(probabilities.reduce((sum, p) => sum + p)).toBeCloseTo(1, 12)
    expect(expected).toBeCloseTo(solveExactInput(input).objective, 12)
  })

  it('takes the recorded log-probabilities where no theta is given', () => {
    for (const likelihood of trajectoryLikelihoods({ ...recorded, trajectories: [...every] }))
      expect(likelihood.logPolicy).toBe(-3)
  })

  it('counts that an episode ended before the horizon', () => {
    // The grid doesn't slip: from the start one of four actions leads on, and all follows from the actions.
    const { learner } = run(
      planOf(smallGrid, {
        collection: { trajectories: 2 },
        policy: { kind: 'tabular-softmax' },
        estimator: { kind: 'reward-to-go' },
        update: { kind: 'gradient-ascent' },
      }),
      0,
    )
    const likelihoods = trajectoryLikelihoods(finish(learner.record(40)))
    expect(likelihoods.some(({ steps }) => steps < 6)).toBe(true)
    for (const { steps, logLikelihood } of likelihoods) expect(logLikelihood).toBeCloseTo(steps * Math.log(1 / 4), 10)
  })

  it('is refused where the world has no finite model, or the trajectory can’t be', () => {
    const trajectories = [...every]
    expect(() =>
      trajectoryLikelihoods({
        ...recorded,
        environment: planOf(
          { id: 'CartPole-v1' },
          {
            collection: { trajectories: 2 },
            policy: { kind: 'neural-softmax' },
            estimator: { kind: 'reward-to-go' },
            update: { kind: 'gradient-ascent' },
          },
        ).environment,
        trajectories,
      }),
    ).toThrow('no finite model')
    const certain = { ...input, mdp: { ...input.mdp, initial: [1, 0] } }
    expect(() => trajectoryLikelihoods({ ...recorded, trajectories }, certain)).toThrow('starts in state 1')
  })
})
