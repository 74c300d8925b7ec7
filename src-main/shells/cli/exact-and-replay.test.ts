import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ascent, env, file, main } from '../../testing/cli-process.ts'
import { root } from './with-app.ts'

describe('ascent exact, replay, check-env and schema', () => {
  it('solves the reference’s cases', () => {
    const cases = JSON.parse(readFileSync(join(root, 'src-main/core/exact/fixtures/exact-softmax-mdp.json'), 'utf8'))
    const { input, expect: wanted } = cases[0]
    const solved = ascent(['exact', '-'], JSON.stringify(input))
    expect(solved.status).toBe(0)
    expect(JSON.parse(solved.stdout).objective).toBeCloseTo(wanted.objective, 9)
    // Both sides of the performance difference lemma.
    const { difference, expectedAdvantage, bound, deltaInfinity } = JSON.parse(solved.stdout).performanceDifferenceLemma
    expect(difference).toBeCloseTo(wanted.performanceDifference, 9)
    expect(expectedAdvantage).toBeCloseTo(wanted.performanceDifference, 9)
    expect(bound).toBeCloseTo(input.mdp.horizon * deltaInfinity.value, 12)
    expect(ascent(['exact', '-'], JSON.stringify({ ...input, theta: [] })).status).toBe(2)
  })

  it('says how likely recorded trajectories are, by themselves and by another policy', () => {
    const mdp = {
      transitions: [
        [
          [0.25, 0.75],
          [1, 0],
        ],
        [
          [0, 1],
          [0, 1],
        ],
      ],
      rewards: [
        [0, 1],
        [0, 0],
      ],
      initial: [0.5, 0.5],
      horizon: 2,
    }
    const recorded = (observations: number[][]) => ({
      format: 'ascent-trajectories',
      version: 1,
      environment: { id: 'finite-mdp', ...mdp },
      trajectories: [{ observations, actions: [[0], [1]], rewards: [0, 0], logProbs: [Math.log(0.5), Math.log(0.2)] }],
    })
    writeFileSync(file('recorded.json'), JSON.stringify(recorded([[0], [1]])))
    const likelihoodOf = (...given: string[]) =>
      JSON.parse(ascent(['exact', ...given, '--trajectory', file('recorded.json')]).stdout).trajectories[0]
    const world = Math.log(0.5) + Math.log(0.75)
    expect(likelihoodOf().logLikelihood).toBeCloseTo(world + Math.log(0.5) + Math.log(0.2), 12)
    // Equal scores: every action is as likely as the other.
    writeFileSync(
      file('uniform.json'),
      JSON.stringify({
        mdp,
        theta: [
          [0, 0],
          [0, 0],
        ],
      }),
    )
    expect(likelihoodOf(file('uniform.json')).logLikelihood).toBeCloseTo(world + 2 * Math.log(0.5), 12)
    writeFileSync(file('recorded.json'), JSON.stringify(recorded([[1], [0]])))
    const impossible = ascent(['exact', '--trajectory', file('recorded.json')])
    expect(impossible.status).toBe(2)
    expect(impossible.stderr).toContain('action 0 in state 1 never leads to state 0')
    expect(ascent(['exact']).status).toBe(2)
  })

  it('waits for what comes to stdin, and reads a file with a byte order mark', () => {
    const [{ input }] = JSON.parse(
      readFileSync(join(root, 'src-main/core/exact/fixtures/exact-softmax-mdp.json'), 'utf8'),
    )
    writeFileSync(file('exact.json'), `\uFEFF${JSON.stringify(input)}`)
    const plain = ascent(['exact', file('exact.json')])
    expect(plain).toMatchObject({ status: 0, stderr: '' })
    const late = spawnSync(
      'bash',
      ['-c', `(sleep 1.5; cat "${file('exact.json')}") | "${process.execPath}" "${main}" exact -`],
      { encoding: 'utf8', env },
    )
    expect(late).toMatchObject({ status: 0, stderr: '', stdout: plain.stdout })
  })

  it('replays a trace, and exits with 1 where it deviates', () => {
    const path = join(root, 'src-main/core/environments/fixtures/gymnasium/CartPole-v1.json')
    const same = ascent(['replay', path, '--json'])
    expect(same.status).toBe(0)
    expect(JSON.parse(same.stdout)).toMatchObject({ environment: 'CartPole-v1', withinTolerance: true })
    const trace = JSON.parse(readFileSync(path, 'utf8'))
    trace.transitions[3].next_state[1] += 0.01
    const changed = ascent(['replay', '-', '--env', 'CartPole-v1'], JSON.stringify(trace))
    expect(changed.status).toBe(1)
    expect(changed.stdout).toMatch(/next_state .*NO +transition 3/)
    expect(ascent(['replay', '-', '--tolerance', '0.1'], JSON.stringify(trace)).status).toBe(0)
    expect(ascent(['replay', path, '--tolerance', 'little']).status).toBe(2)
    expect(ascent(['replay', path, '--env', 'CartPole-v9'])).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/id: should be one of .*"CartPole-v1"/),
    })
  })

  it('tells the author of an environment what is wrong with it', () => {
    expect(ascent(['check-env', join(root, 'resources/environments/windy-corridor.js')])).toMatchObject({ status: 0 })
    writeFileSync(file('bad.mjs'), 'export default { shape: {}, reset() {}, step() {} }')
    expect(ascent(['check-env', file('bad.mjs')])).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('shape.observation.kind'),
    })
    expect(ascent(['check-env', file('none.mjs')])).toMatchObject({
      status: 1,
      stderr: `ascent: The module ${file('none.mjs')} can't be read: there is no such file.\n`,
    })
    writeFileSync(file('broken.mjs'), 'export default {\n  shape: {\n  a b\n')
    expect(ascent(['check-env', file('broken.mjs')])).toMatchObject({
      status: 1,
      stderr:
        `ascent: The module ${file('broken.mjs')} can't be loaded: Unexpected identifier ` +
        `'b'.\n${file('broken.mjs')}:3\n  a b\n    ^\n\nSyntaxError: Unexpected identifier 'b'\n`,
    })
    expect(ascent(['check-env', file('bad.mjs'), '--parameters', '[1]'])).toMatchObject({
      status: 2,
      stderr: "ascent: --parameters doesn't fit:\n  should be an object\n",
    })
  })

  it('asks about a module with all that it imports, and trains on it once it is allowed', () => {
    const world = `import { goal } from './goal.mjs'
      export default {
        shape: { observation: { kind: 'vector', size: 1 }, action: { kind: 'discrete', actions: 2 }, timeLimit: 20 },
        reset: () => [0],
        step: ([x], action) => ({ state: [x + action], reward: 1, terminated: x >= goal }),
      }`
    writeFileSync(file('own.mjs'), world)
    writeFileSync(file('goal.mjs'), 'export const goal = 5')
    const variant = {
      name: 'small',
      collection: { trajectories: 4 },
      policy: { kind: 'neural-softmax', hidden: [4] },
      estimator: { kind: 'reward-to-go' },
      update: { kind: 'gradient-ascent' },
    }
    const spec = { name: 'own', environment: { id: 'module', path: file('own.mjs') }, variants: [variant], seeds: [1] }
    writeFileSync(file('own.json'), JSON.stringify({ ...spec, budget: { updates: 2 } }))
    const run = (...options: string[]) => ascent(['run', file('own.json'), '--db', file('own.db'), ...options])
    const refused = run()
    expect(refused).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('with the file goal.mjs. It runs with'),
    })
    expect(refused.stderr).toMatch(/own\.mjs +[0-9a-f]{64}\ngoal\.mjs +[0-9a-f]{64}\n/)
    expect(run('--allow-module')).toMatchObject({ status: 0 })
    expect(run()).toMatchObject({ status: 0 })
    writeFileSync(file('goal.mjs'), 'export const goal = 6')
    expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining('--allow-module') })
  })

  it('prints a JSON Schema that knows the fields', () => {
    const schema = JSON.parse(ascent(['schema']).stdout)
    expect(schema.required).toEqual(expect.arrayContaining(['name', 'environment', 'variants']))
    expect(schema.required).not.toContain('seeds')
    expect(schema.properties.seeds.description).toContain('One run')
  })
})
