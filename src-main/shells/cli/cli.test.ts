import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { openForTest } from '../../storage/fixtures.ts'
import { lockPathOf } from '../lock-file.ts'
import { processStartTime } from '../process-start-time.ts'
import { root } from './with-app.ts'

// Each command is a process of its own, some with trainers: on a busy machine they take their time.
vi.setConfig({ testTimeout: 240_000 })

const folder = mkdtempSync(join(tmpdir(), 'ascent-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const main = join(root, 'src-main/shells/cli/main.ts')
const env = { ...process.env, ASCENT_HOME: join(folder, 'home'), NO_COLOR: '1' }
const file = (name: string) => join(folder, name)
const ascent = (args: string[], input?: string) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
    env,
    input,
    maxBuffer: 1e9,
    timeout: 60_000,
  })
  return { status, stdout, stderr }
}

const smallSpec = {
  name: 'A small grid',
  environment: { id: 'gridworld' },
  variants: [
    {
      name: 'plain',
      collection: { trajectories: 4 },
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'reward-to-go' },
      update: { kind: 'gradient-ascent' },
    },
    {
      name: 'with "mean"',
      collection: { trajectories: 4 },
      policy: { kind: 'tabular-softmax' },
      estimator: { kind: 'mean-baseline' },
      update: { kind: 'gradient-ascent' },
    },
  ],
  seeds: [1, 2],
  budget: { updates: 20 },
  evaluation: { every: 5, episodes: 4 },
}
writeFileSync(file('small.json'), JSON.stringify(smallSpec))
const endlessSpec = {
  ...smallSpec,
  variants: smallSpec.variants.slice(0, 1),
  seeds: [1],
  budget: { seconds: 600 },
  evaluation: null,
}
writeFileSync(file('endless.json'), JSON.stringify(endlessSpec))

/** Starts a run that would go on for minutes; `until` sees stderr after each piece of it. */
function start(
  args: string[],
  onProgress: (child: ReturnType<typeof spawn>) => void,
): Promise<{ code: number | null; signal: string | null; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [main, ...args], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
    child.stderr.on('data', (data: Buffer) => {
      stderr += data.toString()
      if (stderr.includes('started')) onProgress(child)
    })
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
}

describe('ascent run', () => {
  it('trains every variant and seed; --json gives a line a run, and everything is found again', () => {
    const db = file('run.db')
    const run = ascent(['run', file('small.json'), '--db', db, '--json'])
    expect(run.status).toBe(0)
    const lines = run.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ variant, seed }) => `${variant} ${seed}`).toSorted()).toEqual([
      'plain 1',
      'plain 2',
      'with "mean" 1',
      'with "mean" 2',
    ])
    for (const line of lines) {
      expect(line).toMatchObject({ status: 'finished', updates: 20, engine: 'reference' })
      expect(line.evaluationReturn).toBeTypeOf('number')
    }
    expect(run.stderr).toContain('plain, seed 1: started')

    const [listed] = JSON.parse(ascent(['list', '--db', db, '--json']).stdout)
    expect(listed).toMatchObject({ name: 'A small grid', environment: 'gridworld', runs: { finished: 4 } })
    expect(ascent(['list', '--db', db]).stdout).toContain('4 finished')
    expect(ascent(['show', '--db', db, listed.id]).stdout).toContain('with "mean"')
    expect(JSON.parse(ascent(['show', '--db', db, lines[0].run.slice(0, 10), '--json']).stdout)).toMatchObject({
      id: lines[0].run,
      status: 'finished',
      experiment: 'A small grid',
    })
  })

  it('gives equal bytes for equal seeds, each into a fresh database', () => {
    for (const db of ['one.db', 'two.db'])
      ascent(['run', file('small.json'), '--db', file(db), '--seeds', '7', '--json'])
    for (const format of ['csv', 'json']) {
      const [one, two] = ['one.db', 'two.db'].map(
        (db) => ascent(['export', '--db', file(db), '--format', format]).stdout,
      )
      expect(one!.split('\n').length).toBeGreaterThan(40)
      expect(two).toBe(one)
    }
  })

  it('says what doesn’t fit, by field, with exit code 2', () => {
    const broken = {
      ...smallSpec,
      variants: [{ ...smallSpec.variants[0], policy: { kind: 'linear-gaussian' } }],
      budget: { updates: -1 },
    }
    const refused = ascent(['run', '-', '--db', file('no.db')], JSON.stringify(broken))
    expect(refused.status).toBe(2)
    expect(refused.stdout).toBe('')
    expect(refused.stderr).toContain('budget.updates')
    const combined = ascent(['run', '-', '--db', file('no.db')], JSON.stringify({ ...broken, budget: { updates: 1 } }))
    expect(combined.stderr).toContain('variants[0].policy.kind: this world has discrete actions')
    // A refused spec has no use for a database.
    expect(existsSync(file('no.db'))).toBe(false)
    expect(ascent(['run', file('none.json')])).toMatchObject({
      status: 2,
      stderr: `ascent: ${file('none.json')} can't be read: there is no such file.\n`,
    })
    expect(ascent(['run', folder])).toMatchObject({
      status: 2,
      stderr: `ascent: ${folder} can't be read: it is a folder.\n`,
    })
    for (const json of ['null', '[]'])
      expect(ascent(['run', '-', '--seeds', '1', '--db', file('no.db')], json).stderr).toBe(
        "ascent: stdin doesn't fit:\n  should be an object\n",
      )
    expect(ascent(['run', '-'], '{ "name": ').stderr).toContain('stdin is not JSON')
    expect(ascent(['run', file('small.json'), '--seeds', 'x']).stderr).toContain('is not a seed')
    expect(ascent(['run']).status).toBe(2)
    expect(ascent(['walk']).status).toBe(2)
    expect(ascent(['export', '--format', 'xml']).status).toBe(2)
    expect(ascent(['--help']).status).toBe(0)
  })

  it('on Ctrl+C cancels, keeps what was trained and exits with 130', async () => {
    const db = file('cancelled.db')
    let sent = false
    const ended = await start(['run', file('endless.json'), '--db', db, '--json'], (child) => {
      // As a terminal does: to the whole process group, the trainer too.
      if (!sent) setTimeout(() => process.kill(-child.pid!, 'SIGINT'), 1_500)
      sent = true
    })
    expect(ended.code).toBe(130)
    const line = JSON.parse(ended.stdout)
    expect(line).toMatchObject({ status: 'cancelled' })
    expect(line.updates).toBeGreaterThan(0)
    expect(ascent(['export', '--db', db, '--format', 'csv']).stdout.split('\n').length).toBeGreaterThan(2)
  })

  it('leaves a database alone that another process owns, names --db, and reading still works', () => {
    const db = file('owned.db')
    expect(ascent(['run', file('small.json'), '--db', db, '--seeds', '1', '--json']).status).toBe(0)
    writeFileSync(
      lockPathOf(db),
      JSON.stringify({ pid: process.pid, startTime: processStartTime(process.pid), kind: 'browser' }),
    )
    const refused = ascent(['run', file('small.json'), '--db', db])
    expect(refused.status).toBe(1)
    expect(refused.stderr).toContain('--db FILE')
    expect(ascent(['list', '--db', db]).stdout).toContain('2 finished')
    expect(ascent(['list', '--db', file('none.db')])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('There is no database'),
    })
  })
})

describe('places that can’t be used', () => {
  it('are answered with a sentence and a way on', () => {
    const homeless = (args: string[]) =>
      spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', env: { ...env, ASCENT_HOME: '/dev/null/x' } })
    expect(homeless(['run', file('small.json')])).toMatchObject({
      status: 1,
      stderr:
        "ascent: The data folder /dev/null/x can't be made: a part of its path is a file, not a folder. " +
        'Name another folder with ASCENT_HOME, or a database with --db FILE.\n',
    })
    expect(homeless(['list'])).toMatchObject({
      status: 1,
      stderr: 'ascent: There is no database at /dev/null/x/ascent.db yet; start Ascent or run an experiment first.\n',
    })
    expect(ascent(['run', file('small.json'), '--db', folder])).toMatchObject({
      status: 1,
      stderr: `ascent: ${folder} is a folder; name a file in it with --db.\n`,
    })
    expect(existsSync(lockPathOf(folder))).toBe(false)
    writeFileSync(file('text.db'), 'a text')
    for (const args of [['list'], ['run', file('small.json')]]) {
      expect(ascent([...args, '--db', file('text.db')])).toMatchObject({
        status: 1,
        stderr: `ascent: ${file('text.db')} is not a database; name another with --db or move it away.\n`,
      })
    }
    expect(readFileSync(file('text.db'), 'utf8')).toBe('a text')
  })

  it('stop a bench before it measures', () => {
    const output = join(file('small.json'), 'results.json')
    expect(ascent(['bench', '--output', output])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: `ascent: ${output} can't be written: a file is in its way. Name another file with --output.\n`,
    })
  })
})

describe('output that can’t be written', () => {
  // A file that may not grow, as on a full disk.
  const toFullDisk = (args: string, output: string) =>
    spawnSync(
      'bash',
      ['-c', `trap '' XFSZ; ulimit -f 0; exec "${process.execPath}" "${main}" ${args} ${output} "${file('output')}"`],
      { encoding: 'utf8', env: { ...env, ASCENT_HOME: file('nowhere') } },
    )

  it('is told in a sentence', () => {
    expect(toFullDisk('schema', '>')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^ascent: The output can't be written: .+\.\n$/),
    })
  })

  it('is no fault where it is the progress only', () => {
    expect(toFullDisk('schema', '2>').status).toBe(0)
    expect(toFullDisk('walk', '2>')).toMatchObject({ status: 2, stdout: '' })
  })
})

describe('a database that can’t be written any more', () => {
  /** A database in which one kind of change fails, as on a full disk. */
  const fullAt = (name: string, change: string) => {
    const database = openForTest(file(name))
    database.exec(
      `CREATE TRIGGER full_disk BEFORE ${change} BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
    )
    database.close()
    return file(name)
  }

  it('refuses the runs in a sentence', () => {
    const db = fullAt('full-experiment.db', 'INSERT ON experiment')
    expect(ascent(['run', file('small.json'), '--db', db])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'ascent: The database could not be written: database or disk is full\n',
    })
  })

  it('cancels what trains, says why and ends', () => {
    const run = ascent(['run', file('endless.json'), '--db', fullAt('full-rows.db', 'INSERT ON metric_tail')])
    expect(run.status).toBe(1)
    expect(run.stdout).toContain('cancelled')
    expect(run.stderr).toContain(
      'The metrics of a run could not be stored, so it is cancelled: database or disk is full\n',
    )
    expect(run.stderr).not.toContain('    at ')
  })

  it('ends, where not even that can be noted, instead of waiting for ever', () => {
    for (const [name, change] of [
      ['full-start.db', "UPDATE ON run WHEN NEW.status = 'running' AND OLD.status = 'queued'"],
      ['full-end.db', "UPDATE ON run WHEN NEW.status = 'finished'"],
    ] as const) {
      const run = ascent(['run', file('small.json'), '--db', fullAt(name, change)])
      expect(run.status).toBe(1)
      expect(run.stderr).toMatch(
        /^The .* could not be noted: database or disk is full$|^A queued run could not be started: database or disk is full$/m,
      )
      expect(run.stderr).not.toContain('    at ')
    }
  })
})

describe('ascent export', () => {
  it('ends quietly when its reader goes away', async () => {
    const db = file('long.db')
    ascent(
      ['run', '-', '--db', db, '--json'],
      JSON.stringify({ ...smallSpec, budget: { updates: 3_000 }, evaluation: null }),
    )
    const child = spawn(
      'bash',
      ['-c', `set -o pipefail; "${process.execPath}" "${main}" export --db "${db}" --format csv | head -1`],
      { env },
    )
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^experiment,variant,seed,status,update,.*\n$/)
  })
})

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
