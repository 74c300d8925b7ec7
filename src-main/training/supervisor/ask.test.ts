import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { environmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { childProcessLauncher } from '../../shells/child-process-launcher.ts'
import type { Question } from '../protocol/job.ts'
import { askTrainer } from './ask.ts'

const entry = fileURLToPath(new URL('../worker/entry.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'ascent-ask-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const moduleFile = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const ask = (question: Question, timeoutMs = 20_000) => askTrainer(childProcessLauncher(), entry, question, timeoutMs)

test('a trace is replayed in a process of its own', async () => {
  // x' = x + tau x_dot, and so on: one step of CartPole's equations from rest, pushed to the right.
  const trace = {
    transitions: [
      {
        state: [0, 0, 0, 0],
        action: 1,
        next_state: [0, 0.1951219512195122, 0, -0.2926829268292683],
        reward: 1,
        terminated: false,
      },
    ],
  }
  const asked = await ask({ kind: 'replay', environment: environmentSpec.parse({ id: 'CartPole-v1' }), trace })
  expect(asked.ok && asked.answer.kind === 'replay' ? asked.answer.fields.map(({ field }) => field) : asked).toEqual([
    'state',
    'next_state',
    'reward',
    'terminated',
  ])
  expect(
    asked.ok && asked.answer.kind === 'replay'
      ? Math.max(...asked.answer.fields.map(({ largestDeviation }) => largestDeviation))
      : asked,
  ).toBeLessThan(1e-12)
})

const world = (step: string) => `export default {
  shape: { observation: { kind: 'vector', size: 1 }, action: { kind: 'discrete', actions: 2 }, timeLimit: 20 },
  reset: (rng) => [rng.uniform()],
  step(state, action) { ${step} },
}`

test('a user’s module is checked, and its faults become sentences', async () => {
  const good = moduleFile('good.mjs', world('return { state: [state[0] + action], reward: 1, terminated: false }'))
  expect(await ask({ kind: 'check', path: good, parameters: {}, moduleHash: null })).toEqual({
    ok: true,
    answer: {
      kind: 'check',
      problems: [],
      world: {
        observation: { kind: 'vector', size: 1 },
        action: { kind: 'discrete', actions: 2 },
        horizon: null,
        timeLimit: 20,
      },
    },
  })
  const bad = moduleFile('bad.mjs', world('throw new Error("oh")'))
  expect(await ask({ kind: 'check', path: bad, parameters: {}, moduleHash: null })).toMatchObject({
    ok: true,
    answer: { problems: [expect.stringContaining('oh')], world: null },
  })
})

test('a file that isn’t there, or is a folder, is named in a sentence', async () => {
  const none = join(folder, 'none.mjs')
  expect(await ask({ kind: 'check', path: none, parameters: {}, moduleHash: null })).toMatchObject({
    ok: false,
    message: `The module ${none} can't be read: there is no such file.`,
  })
  expect(await ask({ kind: 'check', path: folder, parameters: {}, moduleHash: null })).toMatchObject({
    ok: false,
    message: `The module ${folder} can't be read: it is a folder.`,
  })
})

test('a module that can’t be loaded, ends the process, or never comes back is an answer too', async () => {
  const syntax = moduleFile('syntax.mjs', 'export default {')
  // A sentence that says whose fault it is, and the module's own stack, which names the line.
  expect(await ask({ kind: 'check', path: syntax, parameters: {}, moduleHash: null })).toMatchObject({
    ok: false,
    message: `The module ${syntax} can't be loaded: Unexpected end of input.`,
    stack: expect.stringMatching(/syntax\.mjs:1\n[^]*SyntaxError/),
  })
  expect(
    await ask({ kind: 'check', path: moduleFile('exits.mjs', 'process.exit(7)'), parameters: {}, moduleHash: null }),
  ).toMatchObject({
    ok: false,
    message: expect.stringContaining('with code 7'),
  })
  expect(
    await ask({ kind: 'check', path: moduleFile('loops.mjs', 'for (;;);'), parameters: {}, moduleHash: null }, 3_000),
  ).toEqual({
    ok: false,
    message: 'There was no answer after 3 s.',
    stack: '',
  })
})
