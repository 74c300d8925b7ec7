import { describe, expect, it } from 'vitest'
import { environmentSpec } from '../catalogue/environments/index.ts'
import type { MetricName } from './metric.ts'
import { runFlags } from './run-flags.ts'
import { variantSpec } from './variant.ts'

const cartPole = environmentSpec.parse({ id: 'CartPole-v1' })
const ppo = (update: object = {}) =>
  variantSpec.parse({
    name: 'PPO',
    collection: { stepsPerCopy: 128 },
    policy: { kind: 'neural-softmax' },
    estimator: { kind: 'advantage' },
    critic: {},
    update: { kind: 'clip', ...update },
  })

/** What stands out in 40 rows of one metric. */
function flags(
  metric: MetricName,
  valueAt: (row: number) => number | null,
  options: { update?: object; fraction?: number } = {},
) {
  const rows = Array.from({ length: 40 }, (_, row) => row)
  const columns = { update: rows.map((row) => row + 1), values: { [metric]: rows.map(valueAt) } }
  const found = runFlags(cartPole, ppo(options.update), columns, options.fraction ?? 1)
  expect(found.every((flag) => flag.metric === metric)).toBe(true)
  return found.map(({ sentence }) => sentence)
}

describe('entropy', () => {
  const collapsing = (at: number) => (row: number) => (row < at ? Math.LN2 : 0.01)
  it('that collapses early is told with its size and when', () => {
    expect(flags('entropy', collapsing(10))).toEqual([
      'Entropy collapsed: 0.01 nats at update 11, 1.4 % of a uniform policy’s, with 73 % of the budget to go. The policy ' +
        'hardly tries anything else any more; raise the entropy coefficient or take smaller steps.',
    ])
  })
  it('may fall in the second half', () => expect(flags('entropy', collapsing(30))).toEqual([]))
  it('is judged by the budget, not by how far the run is', () =>
    expect(flags('entropy', collapsing(30), { fraction: 0.4 })).toHaveLength(1))
  it('of an ordinary run is no matter', () => expect(flags('entropy', () => 0.3)).toEqual([]))
  it('of a Gaussian has no scale, and of greedy policy iteration is zero', () => {
    const columns = { update: Array.from({ length: 40 }, (_, row) => row), values: { entropy: Array(40).fill(-3) } }
    const gaussian = variantSpec.parse({ ...ppo(), policy: { kind: 'neural-gaussian' } })
    expect(runFlags(environmentSpec.parse({ id: 'Pendulum-v1' }), gaussian, columns, 1)).toEqual([])
    const greedy = variantSpec.parse({ ...ppo(), update: { kind: 'policy-iteration' } })
    expect(runFlags(cartPole, greedy, columns, 1)).toEqual([])
  })
})

describe('KL', () => {
  it('that spikes is counted, with the largest spike', () => {
    expect(flags('kl', (row) => (row === 7 ? 0.3 : row === 20 ? 0.2 : 0.01))).toEqual([
      expect.stringContaining('KL spiked 2 times: up to 0.3 nats at update 8, 30 times the run’s median.'),
    ])
  })
  it('is not a spike where it is small', () => expect(flags('kl', (row) => (row === 7 ? 0.015 : 1e-4))).toEqual([]))
  it('is not a spike where it is always large', () => expect(flags('kl', (row) => 0.2 + row / 100)).toEqual([]))
})

describe('explained variance', () => {
  it('below zero at present is told', () => {
    expect(flags('explainedVariance', () => -0.25)).toEqual([
      expect.stringContaining('Explained variance is below zero: −0.25 on average over the last 10 values.'),
    ])
  })
  it('may begin below zero', () => expect(flags('explainedVariance', (row) => row / 20 - 1)).toEqual([]))
})

describe('clip fraction', () => {
  it('over one half is told', () => {
    expect(flags('clipFraction', () => 0.625)).toEqual([
      expect.stringContaining('Clip fraction over one half: 63 % of the samples on average over the last 10 values.'),
    ])
  })
  it('of one half is not over it', () => expect(flags('clipFraction', () => 0.5)).toEqual([]))
})

describe('gradient norm', () => {
  const limited = { update: { maxGradientNorm: 0.5 } }
  it('always at the limit is told', () => {
    expect(flags('gradientNorm', () => 2, limited)).toEqual([
      expect.stringContaining('at or above the limit of 0.5 in 100 % of the last 10 values, 2 in the middle.'),
    ])
  })
  it('sometimes at the limit is what the limit is for', () =>
    expect(flags('gradientNorm', (row) => (row % 4 === 0 ? 0.1 : 2), limited)).toEqual([]))
  it('has no limit unless the variant has one', () =>
    expect(flags('gradientNorm', () => 2, { update: { maxGradientNorm: null } })).toEqual([]))
})

it('says nothing of a few rows, nor of gaps', () => {
  expect(flags('clipFraction', (row) => (row < 19 ? 0.9 : null))).toEqual([])
  expect(flags('clipFraction', (row) => (row < 20 ? 0.9 : null))).toHaveLength(1)
})
