import { expect, it } from 'vitest'
import { experimentSpec } from '../domain/spec.ts'
import { issuesOf, sentenceOf } from './errors.ts'

const variant = { name: 'A', policy: { kind: 'neural-softmax' }, estimator: { kind: 'reward-to-go' }, update: { kind: 'gradient-ascent' } }
const issues = (spec: unknown) => issuesOf(experimentSpec.safeParse(spec).error!)

it('names the field, however deep', () => {
  const spec = { name: 'x', environment: { id: 'CartPole-v1' }, variants: [variant, { ...variant, name: 'B', policy: { kind: 'neural-softmax', hidden: [0] } }] }
  expect(issues(spec).map((issue) => issue.path)).toEqual(['variants[1].policy.hidden[0]'])
})

it('lets the nearest branch of a union speak', () => {
  const spec = { name: 'x', environment: { id: 'CartPole-v1' }, variants: [{ ...variant, collection: { trajectories: 0 } }], budget: { envSteps: -1 } }
  expect(issues(spec).map((issue) => issue.path)).toEqual(['variants[0].collection.trajectories', 'budget.envSteps'])
})

it('says it in a sentence', () => {
  expect(sentenceOf({ kind: 'invalid-input', issues: issues({ name: '', environment: { id: 'CartPole-v1' }, variants: [variant] }) })).toBe('name: give the experiment a name.')
})
