import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folder, gridworld, neural, newPath, start } from './testing/started-app.ts'

test('a user’s module is asked about before its first run, and trained on in the trainer alone', async () => {
  const path = join(folder, 'world.mjs')
  const moduleText = (reward: string) => `export default {
    shape: { observation: { kind: 'vector', size: 1 }, action: { kind: 'discrete', actions: 2 }, timeLimit: 20 },
    reset: (rng) => [rng.uniform()],
    step(state, action) { return { state: [action], reward: ${reward}, terminated: false } },
  }`
  writeFileSync(path, moduleText('action'))
  const spec = gridworld({ environment: { id: 'module', path }, variants: [{ ...neural, update: { kind: 'clip', per: 'step' } }], budget: { updates: 5 } })
  const { app, value, status } = start(newPath())
  const refused = await app.call('experiments.queue', { spec })
  expect(refused).toMatchObject({ ok: false, error: { kind: 'module-not-allowed', path } })
  const sha256 = !refused.ok && refused.error.kind === 'module-not-allowed' ? refused.error.sha256 : ''
  await value('system.allowModule', { path, sha256 })
  const { runIds } = await value('experiments.queue', { spec })
  await status(runIds[0]!, 'finished')
  expect((await value('runs.log', { runId: runIds[0]! })).lines.map(({ text }) => text).join('\n')).toContain(sha256)

  writeFileSync(path, moduleText('(() => { throw new Error("my own fault") })()'))
  expect(await app.call('experiments.queue', { spec })).toMatchObject({ ok: false, error: { kind: 'module-not-allowed' } })
  await value('system.allowModule', { path, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') })
  const faulty = await value('experiments.queue', { spec })
  expect((await status(faulty.runIds[0]!, 'failed')).statusReason).toBe('my own fault')
  expect((await value('runs.log', { runId: faulty.runIds[0]! })).lines.map(({ text }) => text).join('\n')).toContain('world.mjs')
})

test('a data set is recorded from a run, and another run learns from it', async () => {
  const { app, value, status } = start(newPath())
  const { runIds } = await value('experiments.queue', { spec: gridworld() })
  await status(runIds[0]!, 'finished')
  const recorded = await app.recordTrajectories(runIds[0]!, 12)
  const data = recorded.ok && recorded.answer.kind === 'record' ? recorded.answer.data : null
  expect(data?.trajectories).toHaveLength(12)
  const dataset = join(folder, 'data.json')
  writeFileSync(dataset, JSON.stringify(data))
  const variant = { ...gridworld().variants[0]!, collection: { dataset }, estimator: { kind: 'importance-sampling' as const } }
  const next = await value('experiments.queue', { spec: gridworld({ variants: [variant], budget: { updates: 5 } }) })
  await status(next.runIds[0]!, 'finished')
})
