import { describe, expect, it } from 'vitest'
import { Generator } from '../../random/generator.ts'
import { addEstimate, createMoments, figuresOf, meanOf, mostGroups } from './estimate-moments.ts'

/** K estimates of two numbers about `mean`, with standard deviations 1 and 2. */
function estimates(K: number, mean: readonly [number, number], seed: number): number[][] {
  const rng = new Generator(seed, 'test')
  return Array.from({ length: K }, () => [mean[0] + rng.normal(), mean[1] + 2 * rng.normal()])
}
function momentsOf(all: readonly number[][], truth: readonly number[]) {
  const moments = createMoments(2)
  for (const [k, each] of all.entries()) addEstimate(moments, each, truth, k)
  return moments
}

/** As the definitions say, with all estimates at hand. */
function plain(all: readonly number[][], truth: readonly number[]) {
  const K = all.length
  const mean = [0, 1].map((p) => all.reduce((sum, each) => sum + each[p]!, 0) / K)
  const distance = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, x, p) => sum + (x - b[p]!) * (x - b[p]!), 0)
  const variance = all.reduce((sum, each) => sum + distance(each, mean), 0) / (K - 1)
  const squaredBias = distance(mean, truth) - variance / K
  const length = (a: readonly number[]) => Math.hypot(...a)
  const cosine =
    all.reduce((sum, each) => sum + (each[0]! * truth[0]! + each[1]! * truth[1]!) / length(each) / length(truth), 0) / K
  return { variance, squaredBias, meanSquaredError: variance + squaredBias, cosine }
}

describe('moments in one pass', () => {
  const truth = [0.5, -1]
  const all = estimates(300, [1, -1], 1)
  const figures = figuresOf(momentsOf(all, truth))!
  it('are what the definitions say of all estimates together', () => {
    const wanted = plain(all, truth)
    expect(figures.batches).toBe(300)
    for (const name of ['variance', 'squaredBias', 'meanSquaredError'] as const)
      expect(figures[name].value).toBeCloseTo(wanted[name], 12)
    expect(figures.cosine!.value).toBeCloseTo(wanted.cosine, 12)
  })
  it('have the jackknife’s interval, leaving out one group of estimates after the other', () => {
    const without = Array.from({ length: mostGroups }, (_, group) =>
      plain(
        all.filter((__, k) => k % mostGroups !== group),
        truth,
      ),
    )
    for (const name of ['variance', 'meanSquaredError'] as const) {
      const values = without.map((each) => each[name])
      const mean = values.reduce((sum, value) => sum + value, 0) / mostGroups
      const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
      // t(0.975, 49) = 2.0096
      const half = 2.009575 * Math.sqrt(((mostGroups - 1) / mostGroups) * squares)
      expect(figures[name].high - figures[name].value).toBeCloseTo(half, 5)
    }
  })
  it('give each parameter’s mean about the estimates’ mean', () => {
    const [first] = meanOf(momentsOf(all, truth), truth)
    expect(first!.value).toBeCloseTo(all.reduce((sum, each) => sum + each[0]!, 0) / 300, 12)
    // 1.96 SD / sqrt K, about
    expect(first!.high - first!.value).toBeGreaterThan(0.08)
    expect(first!.high - first!.value).toBeLessThan(0.16)
  })
})

describe('the test of "unbiased"', () => {
  it('has the z of its definition, with tr Sigma^2 = 1 + 16', () => {
    const K = 20_000
    const { z, squaredBias } = figuresOf(momentsOf(estimates(K, [0, 0], 2), [0.1, 0]))!
    expect(z! / ((K * squaredBias.value) / Math.sqrt(2 * 17))).toBeCloseTo(1, 1)
  })
  it('accuses about one in twenty of the unbiased at p < 0.05, and a clear bias always', () => {
    let accused = 0
    for (let seed = 0; seed < 200; seed++)
      if (figuresOf(momentsOf(estimates(200, [0, 0], seed), [0, 0]))!.p < 0.05) accused++
    expect(accused).toBeGreaterThan(2)
    expect(accused).toBeLessThan(22)
    expect(figuresOf(momentsOf(estimates(200, [1, 0], 1), [0, 0]))!.p).toBeLessThan(1e-6)
  })
  it('takes equal estimates for certain', () => {
    const same = Array.from({ length: 100 }, () => [1, 2])
    const right = figuresOf(momentsOf(same, [1, 2]))!
    expect(right).toMatchObject({ p: 1, z: null, variance: { value: 0 } })
    expect(figuresOf(momentsOf(same, [1, 1]))).toMatchObject({ p: 0, z: null })
  })
})
