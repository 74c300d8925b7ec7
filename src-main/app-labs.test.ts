import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { resolve as resolvePath } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { LabSpecInput } from '../src-shared/catalogue/labs/index.ts'
import type { LabResult } from '../src-shared/domain/lab-results/index.ts'
import type { LabExperiment, LabExperimentId, LabStatus } from '../src-shared/domain/lab.ts'
import { childProcessLauncher } from './shells/child-process-launcher.ts'
import { gridworld, newPath, start } from './testing/started-app.ts'
import { tabularVariant } from './training/fixtures/jobs.ts'

const bandit = (changes: Partial<LabSpecInput> = {}): LabSpecInput => ({
  lab: 'estimators',
  environment: { id: 'bernoulli-bandit' },
  batches: 100,
  largestBatch: 2,
  estimators: ['reward-to-go', 'exact-advantage'],
  ...changes,
})
/** Takes minutes. */
const long = bandit({ batches: 3_000_000, largestBatch: 1 })

const cli = resolvePath(import.meta.dirname, 'shells/cli/main.ts')

type Started = ReturnType<typeof start>
const ended = ({ value }: Started, id: LabExperimentId, ...wanted: LabStatus[]) =>
  vi.waitFor(
    async () => {
      const opened = await value('labs.get', { id })
      expect(wanted).toContain(opened.experiment.status)
      return opened
    },
    { timeout: 60_000, interval: 20 },
  )

describe('a lab', () => {
  it('is measured, stored, and has the same numbers again', async () => {
    const path = newPath()
    const app = start(path)
    const first = await app.value('labs.start', { spec: bandit(), name: 'two arms' })
    const second = await app.value('labs.start', { spec: bandit() })
    const other = await app.value('labs.start', { spec: bandit({ seed: 2 }) }).catch(() => null)
    expect(other).toBeNull()
    const done = await ended(app, first.id, 'done')
    const again = await ended(app, second.id, 'done')
    expect(done.experiment.name).toBe('two arms')
    expect(done.result).not.toBeNull()
    expect(again.result).toEqual(done.result)
    expect(app.events.some((event) => event.kind === 'labs')).toBe(true)
    await app.close()

    const later = start(path)
    expect((await later.value('labs.list', {})).labs.map(({ id }) => id)).toEqual([second.id, first.id])
    expect((await later.value('labs.get', { id: first.id })).result).toEqual(done.result)
    expect((await later.value('labs.rename', { id: first.id, name: 'arms' })).name).toBe('arms')
    await later.value('labs.remove', { id: first.id })
    expect((await later.value('labs.list', {})).labs.map(({ id }) => id)).toEqual([second.id])
    await later.value('labs.restore', { id: first.id })
    expect((await later.value('labs.list', {})).labs).toHaveLength(2)
  })

  it('that is stopped keeps what it has measured', async () => {
    const app = start(newPath())
    const { id } = await app.value('labs.start', { spec: long, anyway: true })
    await vi.waitFor(() => expect(app.events.some((event) => event.kind === 'lab-progress')).toBe(true), 60_000)
    await app.value('labs.stop', { id })
    const { result, experiment } = await ended(app, id, 'stopped')
    expect(experiment.endedAt).not.toBeNull()
    expect(result!.lab).toBe('estimators')
  })

  it('whose trainer is killed is interrupted, and can be measured again', async () => {
    const launcher = childProcessLauncher()
    const pids: number[] = []
    const app = start(newPath(), {
      launcher: {
        spawn(entry, options) {
          const trainer = launcher.spawn(entry, options)
          pids.push(trainer.pid!)
          return trainer
        },
      },
    })
    const { id } = await app.value('labs.start', { spec: long, anyway: true })
    await vi.waitFor(() => expect(app.events.some((event) => event.kind === 'lab-progress')).toBe(true), 60_000)
    process.kill(pids[0]!, 'SIGKILL')
    const { experiment, spec } = await ended(app, id, 'interrupted')
    expect(experiment.statusReason).toContain('SIGKILL')
    const again = await app.value('labs.start', { spec: { ...spec!, batches: 100 } })
    await ended(app, again.id, 'done')
  })

  it('that was measured when the app ended is interrupted', async () => {
    const path = newPath()
    const app = start(path)
    const { id } = await app.value('labs.start', { spec: long, anyway: true })
    await app.close()
    const later = start(path)
    expect((await later.value('labs.get', { id })).experiment.status satisfies LabExperiment['status']).toBe(
      'interrupted',
    )
  })

  it('whose app is killed is interrupted when another opens the database', async () => {
    const path = newPath()
    const specPath = `${path}.json`
    writeFileSync(specPath, JSON.stringify(long))
    const ascent = spawn(process.execPath, [cli, 'lab', specPath, '--anyway', '--db', path])
    await new Promise<void>((resolve) =>
      ascent.stderr.on('data', (text: Buffer) => text.toString().includes('Measuring') && resolve()),
    )
    ascent.kill('SIGKILL')
    await new Promise((resolve) => ascent.on('exit', resolve))
    const later = start(path)
    const [lab] = (await later.value('labs.list', {})).labs
    expect(lab).toMatchObject({ status: 'interrupted', statusReason: expect.stringContaining('Measure it again') })
  })

  it('takes its policy and its critic from a run, as they were after so many updates', async () => {
    const app = start(newPath())
    const actorCritic = {
      ...tabularVariant,
      estimator: { kind: 'advantage' as const },
      critic: { network: { kind: 'tabular' as const } },
    }
    const spec = gridworld({ budget: { updates: 4 }, variants: [actorCritic] })
    const { runIds } = await app.value('experiments.queue', { spec })
    await app.status(runIds[0]!, 'finished')
    const results: (LabResult | null)[] = []
    for (const update of [0, 4, null]) {
      const lab: LabSpecInput = {
        lab: 'estimators',
        environment: { id: 'gridworld' },
        policy: { from: 'run', runId: runIds[0]!, update },
        critic: { from: 'run' },
        estimators: ['gae'],
        batches: 100,
        largestBatch: 1,
      }
      const { id } = await app.value('labs.start', { spec: lab })
      results.push((await ended(app, id, 'done')).result)
    }
    expect(results[0]).not.toEqual(results[1])
    expect(results[2]).toEqual(results[1])
  })
})

describe('settings that don’t fit', () => {
  it('refuses a critic that counts in scaled rewards', async () => {
    const app = start(newPath())
    const scaled = {
      ...tabularVariant,
      policy: { kind: 'neural-softmax' as const, hidden: [4] },
      estimator: { kind: 'advantage' as const },
      critic: { network: { kind: 'neural' as const, hidden: [4] } },
      normalisation: { rewards: true },
    }
    const { runIds } = await app.value('experiments.queue', {
      spec: gridworld({ budget: { updates: 1 }, variants: [scaled] }),
    })
    await app.status(runIds[0]!, 'finished')
    const policy = { from: 'run' as const, runId: runIds[0]! }
    const lab: LabSpecInput = { lab: 'estimators', environment: { id: 'gridworld' }, policy, critic: { from: 'run' } }
    expect(await app.app.call('labs.start', { spec: lab })).toMatchObject({
      ok: false,
      error: { kind: 'invalid-input', issues: [{ path: 'critic.from', message: expect.stringContaining('scaled') }] },
    })
  })

  const issues = async (spec: unknown) => {
    const app = start(newPath())
    const answer = await app.app.call('labs.start', { spec })
    expect(answer.ok).toBe(false)
    if (answer.ok || answer.error.kind !== 'invalid-input') throw new Error('not refused by field')
    return answer.error.issues
  }
  it.each([
    ['a theta of the wrong length', { policy: { from: 'typed', theta: [0, 0, 0] } }, 'policy.theta', 'needs'],
    ['a run that is not here', { policy: { from: 'run', runId: 'aaaaaaaaaaaa' } }, 'policy.runId', 'not in this'],
    [
      'exactness without a model',
      { environment: { id: 'CartPole-v1' }, policy: { from: 'fresh', policy: { kind: 'neural-softmax' } } },
      'estimators',
      'no finite model',
    ],
    ['a table in a world without one', { environment: { id: 'CartPole-v1' } }, 'policy.policy.kind', 'finite'],
    ['sizes that run backwards', { smallestBatch: 8 }, 'largestBatch', 'at least'],
  ])('are refused by field: %s', async (_, changes, path, words) => {
    const found = await issues({ ...bandit(), ...changes })
    expect(found).toContainEqual({ path, message: expect.stringContaining(words) })
  })

  it('are refused where a run was trained in another world', async () => {
    const app = start(newPath())
    const { runIds } = await app.value('experiments.queue', { spec: gridworld({ budget: { updates: 1 } }) })
    await app.status(runIds[0]!, 'finished')
    const answer = await app.app.call('labs.plan', { spec: bandit({ policy: { from: 'run', runId: runIds[0]! } }) })
    expect(answer).toMatchObject({
      ok: true,
      value: { problems: [{ path: 'policy.runId', message: expect.stringContaining('another world') }] },
    })
  })

  it.each([
    ['batches', { batches: 1_000_000, largestBatch: 512 }],
    [
      'largestBatch',
      {
        environment: { id: 'gridworld', horizon: 200 },
        batches: 100,
        smallestBatch: 100_000,
        largestBatch: 100_000,
      },
    ],
    [
      'referenceTrajectories',
      {
        environment: { id: 'CartPole-v1' },
        policy: { from: 'fresh', policy: { kind: 'neural-softmax' } },
        estimators: ['reward-to-go'],
        referenceTrajectories: 10_000_000,
      },
    ],
    [
      'estimators',
      { policy: { from: 'fresh', policy: { kind: 'neural-softmax', hidden: [4_096, 4_096] } }, largestBatch: 1 },
    ],
  ])('that take too much say so before they start, with the number to lower: %s', async (path, changes) => {
    const app = start(newPath())
    const spec = { ...bandit({ environment: { id: 'gridworld' } }), ...changes }
    expect(await app.app.call('labs.start', { spec })).toMatchObject({
      ok: false,
      error: { kind: 'lab-too-large', path },
    })
  })
})
