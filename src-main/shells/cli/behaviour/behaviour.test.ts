import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { childProcessLauncher } from '../../child-process-launcher.ts'
import type { Terminal } from '../terminal.ts'
import { withSection } from '../docs-section.ts'
import { root, withApp } from '../with-app.ts'
import { mergeResults, reaches, readResults } from './results.ts'
import type { BehaviourResult } from './results.ts'
import { behaviourSetting, readSettings, resultsPath, specHash } from './settings.ts'
import { behaviourTable } from './table.ts'
import { trainSettings } from './train-settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'ascent-behaviour-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const terminal: Terminal = {
  out() {},
  err() {},
  outPieces: () => Promise.resolve(),
  canRedraw: false,
  columns: 80,
  rows: 24,
  outputGone: new AbortController().signal,
}
const measuredWith = { ascent: '0.1.0', node: '24.0.0', system: 'linux', architecture: 'x64', date: '2026-01-02' }
const result = (
  name: string,
  goal: BehaviourResult['goal'],
  seeds: [value: number | null, best: number | null][],
): BehaviourResult => ({
  name,
  world: 'CartPole-v1',
  algorithm: name,
  goal,
  settings: 'Made up.',
  measure: 'evaluation, sampled actions',
  episodes: 20,
  updates: 3,
  envSteps: 12_345,
  engine: 'simd',
  measuredWith,
  specSha256: '',
  seeds: seeds.map(([value, best], index) => ({
    seed: index + 1,
    value,
    best,
    problem: value === null ? 'It broke.' : null,
  })),
})

describe('settings of published behaviour', () => {
  it('hold every figure that the issue names, with five seeds each', () => {
    const settings = readSettings()
    const rows = settings.map(
      ({ algorithm, goal, spec }) =>
        `${spec.environment.id} ${algorithm} ${'atLeast' in goal ? goal.atLeast : goal.withinOfBest}`,
    )
    expect(rows).toEqual(
      expect.arrayContaining([
        ...['PPO-clip', 'TRPO', 'Natural gradient', 'Advantage actor-critic', 'Learned baseline'].map(
          (algorithm) => `CartPole-v1 ${algorithm} 475`,
        ),
        'Acrobot-v1 PPO-clip -100',
        'Acrobot-v1 TRPO -100',
        'Pendulum-v1 PPO-clip -250',
        'MountainCarContinuous-v0 TRPO 90',
        'lqr Natural gradient 0.02',
      ]),
    )
    expect(
      rows.some((row) => row.startsWith('FrozenLake-v1')) && rows.some((row) => row.startsWith('CliffWalking-v1')),
    ).toBe(true)
    for (const { spec } of settings) {
      const { environment, evaluation } = spec
      const measured = 'horizon' in environment ? environment.horizon : evaluation?.episodes
      expect({ name: spec.name, seeds: spec.seeds, measured }).toEqual({
        name: spec.name,
        seeds: [1, 2, 3, 4, 5],
        measured: 'horizon' in environment ? 100 : environment.id === 'lqr' ? 200 : 20,
      })
    }
  })

  it('are refused with the names there are', () => {
    expect(() => readSettings('cartpole-dqn')).toThrow(/there is no "cartpole-dqn"; there are .*cartpole-ppo/)
  })
})

describe('the table', () => {
  const results = (...rows: BehaviourResult[]) => ({
    format: 'ascent-behaviour' as const,
    version: 1 as const,
    results: rows,
  })

  it('is made from the results alone: means, worst seeds, and how many reached it', () => {
    const table = behaviourTable(
      results(
        result('ppo', { atLeast: 475 }, [
          [500, null],
          [470, null],
        ]),
        result('npg', { withinOfBest: 0.02 }, [
          [-4.04, -4],
          [-5.2, -5],
        ]),
      ),
    )
    expect(table).toContain('| CartPole-v1 | ppo | at least 475 | 485 | 470 | 1 of 2 seeds | 12,345 | Made up. |')
    // -5.2 is 4 % below its own best, -4.04 only 1 %.
    expect(table).toContain(
      '| within 2 % of -4.5 (Riccati, same starts and noise) | -4.62 | -5.2 (best -5) | 1 of 2 seeds |',
    )
    expect(table).toContain('Node 24.0.0 on linux x64, 2026-01-02')
  })

  it('hides no run that failed', () => {
    const failed = result('ppo', { atLeast: 475 }, [
      [500, null],
      [null, null],
    ])
    expect(behaviourTable(results(failed))).toContain('| - | a run failed | 1 of 2 seeds |')
    expect(reaches(failed.goal, failed.seeds[1]!)).toBe(false)
  })

  it('takes new results in place of old ones of the same name', () => {
    const before = results(result('b', { atLeast: 1 }, [[1, null]]), result('a', { atLeast: 1 }, [[1, null]]))
    const merged = mergeResults(before, [result('a', { atLeast: 1 }, [[2, null]])])
    expect(merged.results.map(({ name, seeds }) => [name, seeds[0]!.value])).toEqual([
      ['a', 2],
      ['b', 1],
    ])
  })

  it('stands in the docs as the committed results make it', () => {
    const page = readFileSync(join(root, 'docs/behaviour.md'), 'utf8')
    const stored = readResults(resultsPath())!
    // A setting that changed has to be trained again.
    const figures = ({ name, goal, settings }: { name: string; goal: object; settings: string }, spec: string) => ({
      name,
      goal,
      settings,
      spec,
    })
    expect(stored.results.map((row) => figures(row, row.specSha256))).toEqual(
      readSettings().map((setting) => figures(setting, specHash(setting))),
    )
    expect(withSection(page, 'behaviour', behaviourTable(stored))).toBe(page)
  })
})

describe('training a setting', () => {
  const small = (goal: BehaviourResult['goal'], environment: object, variant: object, evaluation: object | null) => ({
    name: 'small',
    ...behaviourSetting.parse({
      algorithm: 'a',
      goal,
      settings: 's.',
      spec: {
        name: 's',
        environment,
        variants: [{ name: 'v', ...variant }],
        seeds: [1, 2],
        budget: { updates: 2 },
        evaluation,
        diagnosticsEvery: 1,
      },
    }),
  })
  const train = (setting: ReturnType<typeof small>, database: string) =>
    withApp(join(folder, database), 'write', (app) =>
      trainSettings(app, childProcessLauncher(), [setting], measuredWith, terminal),
    )

  it('holds a finite world’s exact J against backward induction', async () => {
    const exact = {
      collection: { exact: true },
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'exact-advantage' },
      update: { kind: 'policy-iteration' },
    }
    const [result] = await train(small({ withinOfBest: 0.01 }, { id: 'CliffWalking-v1' }, exact, null), 'exact.db')
    expect(result).toMatchObject({ measure: 'exact J', updates: 2, envSteps: 0 })
    for (const { value, best } of result!.seeds) {
      expect(best).toBe(-13)
      expect(value).toBeLessThanOrEqual(-13)
    }
  }, 60_000)

  it('holds a regulator’s evaluation against Riccati on the same starts and noise', async () => {
    const linear = {
      collection: { trajectories: 4 },
      policy: { kind: 'linear-gaussian', features: { kind: 'polynomial', degree: 1 } },
      estimator: { kind: 'reward-to-go' },
      update: { kind: 'gradient-ascent' },
    }
    const [result] = await train(
      small({ withinOfBest: 0.02 }, { id: 'lqr' }, linear, { every: 10, episodes: 8, actions: 'mode' }),
      'lqr.db',
    )
    for (const { value, best } of result!.seeds) {
      expect(value).toBeLessThan(best!)
      expect(best).toBeLessThan(0)
    }
    expect(result!.seeds[0]!.best).not.toBe(result!.seeds[1]!.best)
  }, 60_000)
})
