import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { experimentSpec } from '../../../src-shared/domain/spec.ts'
import type { ExperimentSpec } from '../../../src-shared/domain/spec.ts'
import { storedTrajectories } from '../../../src-shared/domain/stored-trajectories.ts'
import { createLearner } from '../../core/algorithms/learner.ts'
import type { Metrics } from '../../core/algorithms/learner.ts'
import { finiteModel } from '../../core/environments/registry.ts'
import { optimum } from '../../core/exact/optimum.ts'
import { finish } from '../../core/finish.ts'
import { referenceEngine } from '../../core/networks/reference-engine.ts'
import { root } from './with-app.ts'

// What a preset's sentence claims about its runs, held against them.

function presetOf(id: string): { sentence: string; spec: ExperimentSpec } {
  const file = z.object({ sentence: z.string(), spec: experimentSpec })
  return file.parse(JSON.parse(readFileSync(join(root, 'resources/presets', `${id}.json`), 'utf8')))
}

function runsOf(spec: ExperimentSpec, name: string, updates: number) {
  const variant = spec.variants.find((candidate) => candidate.name === name)!
  return spec.seeds.map((seed) => {
    const learner = createLearner(
      { ...spec, environment: spec.environment, variant, seed, diagnosticsEvery: 1 },
      { neural: referenceEngine(), exact: referenceEngine() },
    )
    const thetas = [learner.save().theta.slice()]
    const rows: Metrics[] = []
    for (let k = 0; k < updates; k++) {
      rows.push(finish(learner.update()))
      thetas.push(learner.save().theta.slice())
    }
    return { rows, thetas }
  })
}

describe('a preset’s sentence', () => {
  it('on the simple problem: 99 η each step, while the plain gradient vanishes', () => {
    const { sentence, spec } = presetOf('box-exact-natural-gradient')
    expect(sentence).toContain('moves it by 99 η each step, while the plain gradient vanishes')
    const [natural] = runsOf(spec, 'Natural gradient', 100)
    natural!.thetas.forEach(([theta], k) => expect(theta!).toBeCloseTo(99 * 0.001 * k, 9))
    const [plain] = runsOf({ ...spec, budget: { updates: 2_000 } }, 'Plain gradient', 2_000)
    const norms = plain!.rows.map((row) => row.gradientNorm!)
    for (let k = 1; k < norms.length; k++) expect(norms[k]!).toBeLessThan(norms[k - 1]!)
    expect(norms.at(-1)!).toBeLessThan(norms[0]! / 20)
  })

  it('on exact TRPO: the largest surrogate is at the edge of the ball, for three sizes', () => {
    const { spec } = presetOf('box-exact-trpo')
    for (const { name, update } of spec.variants) {
      if (update.kind !== 'trust-region') throw new Error('another update')
      const [run] = runsOf(spec, name, 3)
      for (const row of run!.rows) expect(row.klExact! / update.delta).toBeCloseTo(1, 6)
    }
  })

  it('on exact PPO: a larger λ, a smaller KL', () => {
    const { spec } = presetOf('box-exact-ppo-kl')
    const kls = spec.variants.map(({ name }) => runsOf(spec, name, 1)[0]!.rows[0]!.klExact!)
    expect(kls).toHaveLength(3)
    expect(kls[0]!).toBeLessThan(kls[1]!)
    expect(kls[1]!).toBeLessThan(kls[2]!)
  })

  it('on importance sampling: 200 trajectories of a uniform policy, whose effective sample size falls', () => {
    const { sentence, spec } = presetOf('box-importance-sampling')
    expect(sentence).toContain('200 stored trajectories of a uniform policy')
    const { collection } = spec.variants[0]!
    if (!('dataset' in collection)) throw new Error('collects otherwise')
    const dataset = storedTrajectories.parse(JSON.parse(readFileSync(join(root, collection.dataset), 'utf8')))
    expect(dataset.trajectories).toHaveLength(200)
    for (const { logProbs } of dataset.trajectories)
      for (const logProb of logProbs) expect(logProb).toBeCloseTo(Math.log(1 / 4), 12)
    for (const variant of spec.variants) {
      const learner = createLearner(
        { ...spec, variant, seed: 1, dataset },
        { neural: referenceEngine(), exact: referenceEngine() },
      )
      const sizes = Array.from({ length: 10 }, () => finish(learner.update()).effectiveSampleSize!)
      expect(sizes[0]).toBeCloseTo(200, 6)
      expect(sizes.at(-1)!).toBeLessThan(50)
    }
  })

  it('on policy iteration: exact values lead straight to the best, fitted ones mislead, TRPO stays near it', () => {
    const { spec } = presetOf('box-policy-iteration')
    const J = (name: string, updates: number) =>
      runsOf(spec, name, updates).map(({ rows }) => rows.map((row) => row.exactObjective!))
    if (spec.environment.id === 'module') throw new Error('built in')
    const best = optimum(finiteModel(spec.environment)!).objective
    for (const run of J('Policy iteration, exact', 6)) expect(best - run.at(-1)!).toBeLessThan(0.01)
    for (const run of J('Policy iteration, fitted', 60)) {
      const peak = Math.max(...run)
      expect(Math.min(...run.slice(run.indexOf(peak)))).toBeLessThan(peak - 0.5)
    }
    for (const run of J('TRPO', 60)) expect(best - run.at(-1)!).toBeLessThan(0.05)
  })

  it('on three parameterizations: all but the policy and the learning rate is the same', () => {
    const { spec } = presetOf('gridworld-parameterizations')
    const rates = spec.variants.map(({ update }) => ('learningRate' in update ? update.learningRate : 0))
    expect(rates[0]).toBe(rates[1])
    expect(rates[2]!).toBeLessThan(rates[1]!)
    const rest = spec.variants.map(({ name: _name, policy: _policy, update, ...others }) =>
      JSON.stringify({ ...others, update: { ...update, learningRate: 0 } }),
    )
    expect(new Set(rest).size).toBe(1)
  })

  it('on four algorithms: the same networks and the same budget', () => {
    const { spec } = presetOf('cartpole-four-algorithms')
    const networks = spec.variants.flatMap(({ policy, critic }) => [
      'hidden' in policy ? policy.hidden : [],
      ...(critic && 'hidden' in critic.network ? [critic.network.hidden] : []),
    ])
    expect(networks).toHaveLength(7)
    expect(new Set(networks.map(String)).size).toBe(1)
  })
})
