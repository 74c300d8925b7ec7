import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { environmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { BuiltInEnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import { Generator } from '../random/generator.ts'
import { finiteModel, makeEnvironment } from './registry.ts'
import type { FieldDeviation, TableTrace, Trace, TransitionTrace } from './replay.ts'
import { isTableTrace, replayTable, replayTransitions } from './replay.ts'

const tolerance = 1e-6

const traceOf = (id: string): Trace =>
  JSON.parse(readFileSync(new URL(`fixtures/gymnasium/${id}.json`, import.meta.url), 'utf8')) as Trace
const specOf = (id: string): BuiltInEnvironmentSpec => environmentSpec.parse({ id }) as BuiltInEnvironmentSpec

function replay(id: string, trace: Trace): FieldDeviation[] {
  return isTableTrace(trace)
    ? replayTable(trace, finiteModel(specOf(id))!)
    : replayTransitions(trace, makeEnvironment(specOf(id), 1, new Generator(1)))
}

describe('what Gymnasium does', () => {
  test.each(['CartPole-v1', 'Acrobot-v1', 'MountainCar-v0', 'MountainCarContinuous-v0', 'Pendulum-v1'])(
    '%s: states, observations and rewards to 1e-6, flags exactly',
    (id) => {
      const trace = traceOf(id)
      expect(trace.transitions.length).toBe(60)
      const found = replay(id, trace)
      expect(found.map(({ field }) => field)).toEqual(['state', 'next_state', 'observation', 'reward', 'terminated'])
      for (const { field, largestDeviation } of found)
        expect({ field, isClose: largestDeviation <= (field === 'terminated' ? 0 : tolerance) }).toEqual({
          field,
          isClose: true,
        })
    },
  )

  test.each(['FrozenLake-v1', 'CliffWalking-v1'])('%s: every number of the table', (id) => {
    for (const { field, largestDeviation } of replay(id, traceOf(id)))
      expect({ field, largestDeviation }).toEqual({ field, largestDeviation: 0 })
  })
})

describe('replay finds what is wrong', () => {
  const cartPole = () => traceOf('CartPole-v1') as TransitionTrace
  const deviation = (found: FieldDeviation[], field: string): FieldDeviation =>
    found.find((entry) => entry.field === field)!

  test('a number, a flag and a length, each where it is', () => {
    const trace = cartPole()
    trace.transitions[7]!.next_state[2]! += 0.01
    trace.transitions[9]!.terminated = !trace.transitions[9]!.terminated
    trace.transitions[11]!.reward = 3
    const found = replay('CartPole-v1', trace)
    expect(deviation(found, 'next_state')).toMatchObject({
      where: 'transition 7',
      largestDeviation: expect.closeTo(0.01, 6),
    })
    expect(deviation(found, 'terminated')).toMatchObject({ where: 'transition 9', largestDeviation: 1 })
    // Large values are compared relative to themselves.
    expect(deviation(found, 'reward')).toMatchObject({
      where: 'transition 11',
      largestDeviation: expect.closeTo(2 / 3, 12),
    })
  })

  test('another world’s states', () => {
    expect(deviation(replay('Pendulum-v1', cartPole()), 'state').largestDeviation).toBe(1)
  })

  test('a wrong outcome in a table', () => {
    const trace = traceOf('FrozenLake-v1') as TableTrace
    trace.transitions['14']!['2']![1]![2] = 0.5
    expect(replay('FrozenLake-v1', trace).filter(({ largestDeviation }) => largestDeviation > 0)).toEqual([
      { field: 'reward', where: 'state 14, action 2', largestDeviation: 0.5 },
    ])
  })
})
