import { expect, it } from 'vitest'
import * as z from 'zod'
import { experimentSpec } from '../domain/spec.ts'
import { sentenceOf } from './errors.ts'
import { issuesOf } from '../domain/issues.ts'

const variant = {
  name: 'A',
  policy: { kind: 'neural-softmax' },
  estimator: { kind: 'reward-to-go' },
  update: { kind: 'gradient-ascent' },
}
const issues = (spec: unknown) => issuesOf(experimentSpec.safeParse(spec).error!)

it('names the field, however deep', () => {
  const spec = {
    name: 'x',
    environment: { id: 'CartPole-v1' },
    variants: [variant, { ...variant, name: 'B', policy: { kind: 'neural-softmax', hidden: [0] } }],
  }
  expect(issues(spec).map((issue) => issue.path)).toEqual(['variants[1].policy.hidden[0]'])
})

it('lets the nearest branch of a union speak', () => {
  const spec = {
    name: 'x',
    environment: { id: 'CartPole-v1' },
    variants: [{ ...variant, collection: { trajectories: 0 } }],
    budget: { envSteps: -1 },
  }
  expect(issues(spec).map((issue) => issue.path)).toEqual(['variants[0].collection.trajectories', 'budget.envSteps'])
})

it('says it in a sentence', () => {
  expect(
    sentenceOf({
      kind: 'invalid-input',
      issues: issues({ name: '', environment: { id: 'CartPole-v1' }, variants: [variant] }),
    }),
  ).toBe('name: give the experiment a name.')
})

it.each([
  [{ seeds: [-1] }, 'seeds[0]: should be at least 0'],
  [{ seeds: [1.5] }, 'seeds[0]: should be a whole number'],
  [{ seeds: 'one' }, 'seeds: should be a list'],
  [{ recordEvery: 1e9 }, 'recordEvery: should be at most 1,000,000'],
  [{ budget: { seconds: 0 } }, 'budget.seconds: should be above 0'],
  [{ engine: 'gpu' }, 'engine: should be one of "auto", "simd", "tfjs-native", "tfjs-wasm", "tfjs-cpu"'],
  [{ enviroment: {} }, ': has no field "enviroment": remove it, or correct its spelling'],
  [{ environment: { id: 'CartPole-v1', copies: 'x' } }, 'environment.copies: should be a number'],
  [{ variants: undefined }, 'variants: is missing: give a list'],
  [
    { variants: [{ ...variant, update: { kind: 'ascent' } }] },
    'variants[0].update.kind: should be one of "gradient-ascent", "natural-gradient", "trust-region", ' +
      '"kl-penalty", "clip", "policy-iteration"',
  ],
])('says %o in plain words', (change, sentence) => {
  const [first] = issues({ name: 'x', environment: { id: 'CartPole-v1' }, variants: [variant], ...change })
  expect(`${first!.path}: ${first!.message}`).toBe(sentence)
})

it('calls a record an object, as people who write JSON do', () => {
  expect(issuesOf(z.record(z.string(), z.json()).safeParse([1]).error!)).toEqual([
    { path: '', message: 'should be an object' },
  ])
})
