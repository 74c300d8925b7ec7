import { expect, test } from 'vitest'
import { importedInWords, notCoveredInWords, worldInWords } from './user-module.ts'

const contents = { sha256: '0'.repeat(64), packages: [], unknowable: [] }
const files = (...paths: string[]) => paths.map((path) => ({ path, sha256: '0'.repeat(64) }))

test('what a module imports, in words', () => {
  expect(importedInWords({ ...contents, files: files('world.mjs') })).toBe('')
  expect(importedInWords({ ...contents, files: files('world.mjs', 'map.json') })).toBe('the file map.json')
  expect(
    importedInWords({
      ...contents,
      files: files('world.mjs', 'a.mjs', 'b.mjs'),
      packages: [{ name: 'dice', version: '1.2.0' }],
    }),
  ).toBe('2 files that it imports and the package dice 1.2.0')
})

test('what is not covered is said of every module, and what was seen of it before', () => {
  const always = notCoveredInWords({ ...contents, files: files('world.mjs') })
  expect(always).toMatch(/^What code loads only while it runs /)
  expect(
    notCoveredInWords({ ...contents, files: files('world.mjs'), unknowable: ['world.mjs runs text as code by eval'] }),
  ).toBe(`Seen here: world.mjs runs text as code by eval. ${always}`)
})

test('a world’s inputs and actions, in words', () => {
  expect(
    worldInWords({
      observation: { kind: 'vector', size: 2 },
      action: { kind: 'discrete', actions: 2 },
      horizon: null,
      timeLimit: 200,
    }),
  ).toBe('2 numbers in, 2 actions, episodes cut after 200 steps')
  expect(
    worldInWords({
      observation: { kind: 'index', states: 1_200 },
      action: { kind: 'continuous', size: 2, low: [-1, -1], high: [1, 2] },
      horizon: 1,
      timeLimit: null,
    }),
  ).toBe('1,200 states, 2 continuous actions from −1 to (1, 2), a horizon of 1 step')
  expect(
    worldInWords({
      observation: { kind: 'index', states: 1 },
      action: { kind: 'discrete', actions: 1 },
      horizon: null,
      timeLimit: null,
    }),
  ).toBe('1 state, 1 action, no time limit')
})
