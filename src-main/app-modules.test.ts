import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { sentenceOf } from '../src-shared/contract/errors.ts'
import type { AscentError } from '../src-shared/contract/errors.ts'
import type { RunId } from '../src-shared/domain/ids.ts'
import type { ExperimentSpecInput } from '../src-shared/domain/spec.ts'
import { endless, folder, gridworld, neural, newPath, start } from './testing/started-app.ts'

const moduleText = (reward: string, imports = '') => `${imports}
  export default {
    shape: { observation: { kind: 'vector', size: 1 }, action: { kind: 'discrete', actions: 2 }, timeLimit: 20 },
    reset: (rng) => [rng.uniform()],
    step(state, action) { return { state: [action], reward: ${reward}, terminated: false } },
  }`
const specOf = (path: string): ExperimentSpecInput =>
  gridworld({
    environment: { id: 'module', path },
    variants: [{ ...neural, update: { kind: 'clip', per: 'step' } }],
    budget: { updates: 5 },
  })

type NotAllowed = Extract<AscentError, { kind: 'module-not-allowed' }>

function startWith(databasePath = newPath(), changes = {}) {
  const started = start(databasePath, changes)
  const { app, value } = started
  const refusal = async (spec: ExperimentSpecInput): Promise<NotAllowed> => {
    const refused = await app.call('experiments.queue', { spec })
    if (refused.ok || refused.error.kind !== 'module-not-allowed') throw new Error(JSON.stringify(refused))
    return refused.error
  }
  const allow = async (spec: ExperimentSpecInput) => {
    const { path, contents } = await refusal(spec)
    await value('system.allowModule', { path, sha256: contents.sha256 })
    return contents
  }
  const logOf = async (runId: RunId) => (await value('runs.log', { runId })).lines.map(({ text }) => text).join('\n')
  return { ...started, refusal, allow, logOf }
}
const newFolder = () => mkdtempSync(join(folder, 'module-'))

test('a user’s module is asked about before its first run, and trained on in the trainer alone', async () => {
  const path = join(newFolder(), 'world.mjs')
  writeFileSync(path, moduleText('action'))
  const spec = specOf(path)
  const { app, value, status, allow, logOf } = startWith()
  const { sha256 } = await allow(spec)
  const { runIds } = await value('experiments.queue', { spec })
  await status(runIds[0]!, 'finished')
  expect(await logOf(runIds[0]!)).toContain(sha256)

  writeFileSync(path, moduleText('(() => { throw new Error("my own fault") })()'))
  await allow(spec)
  const faulty = await value('experiments.queue', { spec })
  expect((await status(faulty.runIds[0]!, 'failed')).statusReason).toBe('my own fault')
  expect(await logOf(faulty.runIds[0]!)).toContain('world.mjs')

  writeFileSync(path, 'export default {')
  expect((await allow(spec)).unknowable).toEqual([expect.stringContaining('world.mjs can’t be read')])
  const unfinished = await value('experiments.queue', { spec })
  expect((await status(unfinished.runIds[0]!, 'failed')).statusReason).toBe(
    `The module ${path} can't be loaded: Unexpected end of input.`,
  )
  const nowhere = specOf(join(folder, 'nowhere.mjs'))
  expect((await value('design.plan', { spec: nowhere })).problems).toMatchObject([{ path: 'environment.path' }])
  const refused = await app.call('experiments.queue', { spec: nowhere })
  expect(refused.ok ? '' : sentenceOf(refused.error)).toContain('there is no such file')
  // What is only not allowed yet is asked about when it is queued.
  writeFileSync(path, moduleText('2 * action'))
  expect((await value('design.plan', { spec })).problems).toEqual([])
})

test('consent covers what the module imports, and is stored with the run', async () => {
  const place = newFolder()
  const path = join(place, 'world.mjs')
  const helper = join(place, 'helper.mjs')
  writeFileSync(path, moduleText('reward(action)', `import { reward } from './helper.mjs'`))
  writeFileSync(helper, 'export const reward = (action) => action')
  const spec = specOf(path)
  const { value, status, run, allow, refusal } = startWith()
  const first = await allow(spec)
  expect(first.files.map((file) => file.path)).toEqual(['world.mjs', 'helper.mjs'])
  const before = await value('experiments.queue', { spec })
  await status(before.runIds[0]!, 'finished')

  writeFileSync(helper, 'export const reward = (action) => -action')
  const asked = await refusal(spec)
  expect(asked.contents.sha256).not.toBe(first.sha256)
  expect(sentenceOf(asked)).toContain('with the file helper.mjs')
  await allow(spec)
  const after = await value('experiments.queue', { spec })
  expect((await status(after.runIds[0]!, 'finished')).runtime?.module).toEqual(asked.contents)
  // What an earlier run used stays with it.
  expect((await run(before.runIds[0]!)).runtime?.module).toEqual(first)
})

test('the trainer loads only what was allowed: a change while a run waits ends it with a sentence', async () => {
  const place = newFolder()
  const path = join(place, 'world.mjs')
  const helper = join(place, 'helper.mjs')
  writeFileSync(path, moduleText('reward', `import { reward } from './helper.mjs'`))
  writeFileSync(helper, 'export const reward = 1')
  const spec = specOf(path)
  const { app, value, status, allow } = startWith(newPath(), { cores: 1 })
  await allow(spec)
  const busy = await value('experiments.queue', { spec: endless() })
  await status(busy.runIds[0]!, 'running')
  const { runIds } = await value('experiments.queue', { spec })
  writeFileSync(helper, `globalThis.process.exit(7); export const reward = 1`)
  await value('runs.cancel', { runIds: busy.runIds })
  expect((await status(runIds[0]!, 'failed')).statusReason).toBe(
    `The module ${path}, or something that it imports, has changed since it was allowed for this run. Queue the ` +
      'experiment again from Design to be asked anew.',
  )
  // Queued again as it is, it would only fail again.
  expect(await app.call('runs.requeue', { runIds })).toMatchObject({ error: { kind: 'module-not-allowed' } })
  await allow(spec)
  const again = await value('runs.requeue', { runIds })
  expect((await status(again.runIds[0]!, 'interrupted', 'failed')).statusReason).toContain('code 7')
})

test('a run that goes on does so with the module that it began with', async () => {
  const path = join(newFolder(), 'world.mjs')
  writeFileSync(path, moduleText('action'))
  const spec = { ...specOf(path), budget: { updates: 100_000_000 } }
  const { value, run, status, allow } = startWith()
  await allow(spec)
  const { runIds } = await value('experiments.queue', { spec })
  await vi.waitFor(async () => expect((await run(runIds[0]!)).runtime).not.toBeNull(), { timeout: 120_000 })
  await value('runs.pause', { runIds })
  await status(runIds[0]!, 'paused')
  writeFileSync(path, moduleText('-action'))
  await allow(spec)
  await value('runs.resume', { runIds })
  expect((await status(runIds[0]!, 'failed')).statusReason).toContain('has changed since it was allowed for this run')
})

test('a consent of an earlier version, to the file alone, is asked again', async () => {
  const path = join(newFolder(), 'world.mjs')
  writeFileSync(path, moduleText('action'))
  const { value, refusal } = startWith()
  await value('system.allowModule', { path, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') })
  expect((await refusal(specOf(path))).contents.files).toHaveLength(1)
})

test('a module that imports what is not there, or more than can be said, is refused in sentences', async () => {
  const place = newFolder()
  const path = join(place, 'world.mjs')
  writeFileSync(path, moduleText('1', `import './none.mjs'`))
  const { app, value, refusal } = startWith()
  const spec = specOf(path)
  expect(await app.call('experiments.queue', { spec })).toEqual({
    ok: false,
    error: {
      kind: 'invalid-input',
      issues: [{ path: 'environment.path', message: 'world.mjs imports ./none.mjs: there is no such file' }],
    },
  })
  expect((await value('history.tree', {})).experiments).toEqual([])
  writeFileSync(path, moduleText('1', `const name = './none.mjs'; import(name)`))
  expect(sentenceOf(await refusal(spec))).toMatch(/Seen here: world\.mjs imports a path that it computes \(line 1\)\./)
})

test('a module is checked after the same question, and what its world is like is told', async () => {
  const path = join(newFolder(), 'world.mjs')
  writeFileSync(path, moduleText('action'))
  const { app, value, allow } = startWith()
  expect(await app.call('modules.check', { path })).toMatchObject({ error: { kind: 'module-not-allowed', path } })
  await allow(specOf(path))
  expect(await value('modules.check', { path })).toEqual({
    problems: [],
    stack: '',
    world: {
      observation: { kind: 'vector', size: 1 },
      action: { kind: 'discrete', actions: 2 },
      horizon: null,
      timeLimit: 20,
    },
  })
  writeFileSync(path, moduleText('"much"'))
  await allow(specOf(path))
  expect(await value('modules.check', { path })).toMatchObject({
    problems: ['step returned the reward much: it must be a finite number.'],
    world: null,
  })
  writeFileSync(path, 'export default {\n  a b\n}')
  await allow(specOf(path))
  const broken = await value('modules.check', { path })
  expect(broken.problems).toEqual([`The module ${path} can't be loaded: Unexpected identifier 'b'.`])
  expect(broken.stack).toMatch(/world\.mjs:2\n {2}a b/)
  expect((await value('modules.check', { path: join(folder, 'none.mjs') })).problems).toEqual([
    `${join(folder, 'none.mjs')} can't be read: there is no such file.`,
  ])
})

test('a .js beside a CommonJS package.json is explained', async () => {
  const place = newFolder()
  writeFileSync(join(place, 'package.json'), '{ "type": "commonjs" }')
  const path = join(place, 'world.js')
  writeFileSync(path, moduleText('action'))
  const { value, allow } = startWith()
  await allow(specOf(path))
  const { problems } = await value('modules.check', { path })
  expect(problems[0]).toContain(
    `${join(place, 'package.json')} says "type": "commonjs", so Node reads it as CommonJS: name it .mjs, or write ` +
      '"type": "module" there.',
  )
})

test('the template is written into the data folder, conforms and trains', async () => {
  const databasePath = join(newFolder(), 'ascent.db')
  const { value, allow, status } = startWith(databasePath)
  const { path } = await value('modules.create', await value('modules.newPath', {}))
  expect(path).toBe(join(dirname(databasePath), 'environments', 'my-world.mjs'))
  await allow(specOf(path))
  expect(await value('modules.check', { path })).toMatchObject({
    problems: [],
    world: { observation: { kind: 'vector', size: 2 }, timeLimit: 200 },
  })
  const { runIds } = await value('experiments.queue', { spec: specOf(path) })
  await status(runIds[0]!, 'finished')
})
