import { describe, expect, it } from 'vitest'
import type { ExperimentSpecInput } from '../../../src-shared/domain/spec.ts'
import { makeEnvironment } from '../environments/registry.ts'
import { finish } from '../finish.ts'
import { Generator } from '../random/generator.ts'
import { buildParts } from './build-parts.ts'
import { clippedSurrogate } from './clip.ts'
import { estimate } from './estimate.ts'
import { createNaturalWorkspace, fisherOf } from './natural-step.ts'
import { wholeBatch } from './parts.ts'
import type { Parts } from './parts.ts'
import { differentiateRows, emptySums, measureRows } from './objective.ts'
import { ratioTimesPsi } from './surrogates.ts'
import { engines, planOf } from './test-runs.ts'
import { valueLoss } from './value-loss.ts'

// Through theta, for every policy: the objective's gradient against central finite differences, and Fisher-vector
// products against the Fisher matrix that one forms from them and against the curvature of the KL.

type VariantInput = ExperimentSpecInput['variants'][number]
type EnvironmentInput = ExperimentSpecInput['environment']

const grid: EnvironmentInput = { id: 'gridworld', map: ['S.', '.G'], horizon: 5, copies: 3 }
const cartPole: EnvironmentInput = { id: 'CartPole-v1', copies: 3 }
const pointMass: EnvironmentInput = { id: 'point-mass', timeLimit: 8, copies: 3 }
const sigmas = [
  { kind: 'fixed', value: 0.6 },
  { kind: 'learned', initial: 0.7 },
  { kind: 'state-dependent', initial: 0.8 },
] as const

const policies: [name: string, environment: EnvironmentInput, policy: VariantInput['policy'], shared: boolean][] = [
  ['tabular softmax', grid, { kind: 'tabular-softmax' }, false],
  [
    'linear softmax, a block for each action',
    cartPole,
    { kind: 'linear-softmax', features: { kind: 'polynomial', degree: 2 } },
    false,
  ],
  [
    'linear softmax on phi(s, a)',
    { id: 'warm-up', copies: 3 },
    {
      kind: 'linear-softmax',
      features: {
        kind: 'matrix',
        rows: [
          [0.4, 1],
          [1, -0.5],
        ],
      },
    },
    false,
  ],
  ['neural softmax', cartPole, { kind: 'neural-softmax', hidden: [5, 4], layerNorm: true }, false],
  ['neural softmax with a shared value', cartPole, { kind: 'neural-softmax', hidden: [5], activation: 'gelu' }, true],
  ['neural scores', grid, { kind: 'neural-scores', hidden: [5] }, false],
  ...sigmas.flatMap((sigma): typeof policies => [
    [
      `linear Gaussian, ${sigma.kind} sigma`,
      pointMass,
      { kind: 'linear-gaussian', features: { kind: 'polynomial', degree: 1 }, sigma },
      false,
    ],
    [
      `neural Gaussian, ${sigma.kind} sigma, shared value`,
      pointMass,
      { kind: 'neural-gaussian', hidden: [4], sigma },
      true,
    ],
  ]),
]

/** A batch of a policy that has been moved a little since, so that ratios differ from one. */
function movedParts(environment: EnvironmentInput, policy: VariantInput['policy'], shared: boolean): Parts {
  const critic: VariantInput['critic'] = shared
    ? { network: { kind: 'shared' }, fit: { kind: 'with-policy' } }
    : { network: { kind: 'neural', hidden: [3] } }
  const plan = planOf(environment, {
    collection: { stepsPerCopy: 6 },
    policy,
    estimator: { kind: 'advantage' },
    critic,
    update: { kind: 'clip' },
  })
  if (plan.environment.id === 'module') throw new Error('built in')
  const parts = buildParts(
    plan,
    engines(),
    makeEnvironment(plan.environment, plan.environment.copies, new Generator(5, 'environment')),
  )
  const rng = new Generator(9, 'move')
  const { theta } = parts.policy
  for (let p = 0; p < theta.length; p++) theta[p]! += 0.3 * rng.normal()
  finish(estimate(parts, {}))
  for (let p = 0; p < theta.length; p++) theta[p]! += 0.1 * rng.normal()
  return parts
}

/** How far apart two numbers are, relative to max(1, |expected|). */
const deviation = (actual: number, expected: number): number =>
  Math.abs(actual - expected) / Math.max(1, Math.abs(expected))

describe.each(policies)('%s', (_name, environment, policySpec, shared) => {
  const parts = movedParts(environment, policySpec, shared)
  const { policy, workspace, batch } = parts
  const rows = wholeBatch(parts)
  const { theta } = policy
  const loss = shared ? valueLoss({ kind: 'squared' }, 0.5) : undefined

  it.each([
    ['KL penalty', 0],
    ['KL penalty from single samples', 0.6],
  ])('climbs the gradient of surrogate, entropy and %s (minus the shared critic’s loss)', (_penalty, logWeight) => {
    const surrogate = ratioTimesPsi(logWeight)
    const klWeight = logWeight === 0 ? 0.7 : 0
    const objective = { surrogate, weight: 1, entropyWeight: 0.3, klWeight, valueLoss: loss }
    const value = (): number => {
      const sums = measureRows(workspace, rows, surrogate)
      const losses = emptySums()
      if (loss !== undefined) differentiateRows(workspace, rows, objective, losses)
      return sums.surrogate + 0.3 * sums.entropy - klWeight * sums.kl - (0.5 * losses.valueLoss) / batch.rows
    }
    differentiateRows(workspace, rows, objective)
    const gradient = workspace.gradientP.slice()
    const step = 1e-5
    for (let p = 0; p < theta.length; p++) {
      const kept = theta[p]!
      theta[p] = kept + step
      const above = value()
      theta[p] = kept - step
      const below = value()
      theta[p] = kept
      expect(deviation(gradient[p]!, (above - below) / (2 * step)), `parameter ${p}`).toBeLessThan(1e-5)
    }
  })

  it('has a Fisher matrix that is symmetric, and the curvature of the KL', () => {
    const natural = createNaturalWorkspace(policy, workspace.capacity)
    // The KL is of this policy, so the batch's "old" outputs become its own.
    const width = policy.network.outputSize
    const D = policy.encoding.size
    const tape = policy.network.createTape(batch.rows)
    const own = policy.network.forward(theta, batch.policyInputs.slice(0, batch.rows * D), batch.rows, tape)
    batch.outputs.set(own.subarray(0, batch.rows * width))
    const F = fisherOf(workspace, natural, rows, { weight: 1 / batch.rows, damping: 0 })
    const rng = new Generator(11, 'directions')
    const [u, v, Fu, Fv] = [theta.slice(), theta.slice(), theta.slice(), theta.slice()]
    for (let p = 0; p < theta.length; p++) {
      u[p] = rng.normal()
      v[p] = rng.normal()
    }
    F(u, Fu)
    F(v, Fv)
    const dot = policy.engine.dot.bind(policy.engine)
    expect(deviation(dot(u, Fv), dot(v, Fu))).toBeLessThan(1e-9)
    const step = 1e-4
    const klAt = (shift: number): number => {
      const kept = theta.slice()
      policy.engine.addScaled(theta, shift, v)
      const sums = measureRows(workspace, rows, ratioTimesPsi())
      theta.set(kept)
      return sums.kl / batch.rows
    }
    expect(deviation((klAt(step) + klAt(-step)) / (step * step), dot(v, Fv))).toBeLessThan(1e-4)
  })
})

it('minibatches longer than a tape go through in chunks with the same gradient', () => {
  const parts = movedParts(cartPole, { kind: 'neural-softmax', hidden: [5] }, false)
  const { workspace } = parts
  const gradient = (capacity: number): Float64Array => {
    workspace.capacity = capacity
    differentiateRows(workspace, wholeBatch(parts), {
      surrogate: clippedSurrogate(0.2),
      weight: 1,
      entropyWeight: 0.1,
      klWeight: 0,
      valueLoss: undefined,
    })
    return Float64Array.from(workspace.gradientP)
  }
  const [whole, chunked] = [gradient(workspace.capacity), gradient(4)]
  whole.forEach((value, p) => expect(chunked[p]).toBeCloseTo(value, 10))
})
