import { expect, test } from 'vitest'
import { endless, gridworld, neural, newPath, start } from './testing/started-app.ts'

test('a first run of its kind is measured for a moment, which says how long it will take and leaves no trace in history', async () => {
  const path = newPath()
  const { value, close } = start(path)
  const spec = gridworld({ budget: { envSteps: 1_000_000 }, evaluation: { every: { envSteps: 100_000 } } })
  expect(await value('design.plan', { spec })).toMatchObject({ seconds: null, toMeasure: true })
  expect(await value('design.measurePace', { spec })).toEqual({ outcome: 'measured' })
  const plan = await value('design.plan', { spec })
  expect(plan.toMeasure).toBe(false)
  expect(plan.seconds).toBeGreaterThan(0.1)
  expect(plan.secondsBasis).toBe('From 2 s of training on this machine, 1 at a time.')
  expect((await value('history.tree', { deleted: true })).runs).toEqual([])

  // Each further step takes as long; a world of another kind is not known by it.
  const longer = await value('design.plan', { spec: { ...spec, budget: { envSteps: 10_000_000 } } })
  const more = await value('design.plan', { spec: { ...spec, budget: { envSteps: 19_000_000 } } })
  expect((more.seconds! - longer.seconds!) / (longer.seconds! - plan.seconds!)).toBeCloseTo(1, 6)
  expect((await value('design.plan', { spec: gridworld({ environment: { id: 'chain' } }) })).toMeasure).toBe(true)

  const cutShort = value('design.measurePace', { spec: gridworld({ environment: { id: 'chain' } }) })
  await close()
  expect(await cutShort).toEqual({ outcome: 'impossible' })
  const again = start(path)
  expect((await again.value('design.plan', { spec })).seconds).toBe(plan.seconds)
})

test('of a sweep one point of each variant is measured, and the others are taken to last as long', async () => {
  const { value } = start(newPath())
  const sweep = { dimensions: [{ path: 'variants[0].policy.hidden', values: [[8], [16]] }] }
  const spec = { ...gridworld({ environment: { id: 'CartPole-v1' }, variants: [neural] }), sweep }
  const before = await value('design.plan', { spec })
  expect(before).toMatchObject({ problems: [], runs: 2, toMeasure: true })
  expect(await value('design.measurePace', { spec })).toEqual({ outcome: 'measured' })
  const plan = await value('design.plan', { spec })
  expect(plan.toMeasure).toBe(false)
  expect(plan.secondsBasis).toContain('it is assumed to take as long as the others')
})

test('nothing is measured while runs need the cores, and a measurement ends when the design changes', async () => {
  const { value, runs, status } = start(newPath(), { cores: 1 })
  const spec = gridworld({ environment: { id: 'CartPole-v1' }, variants: [neural] })
  const measuring = value('design.measurePace', { spec })
  await value('design.stopMeasuring', {})
  expect(await measuring).toEqual({ outcome: 'stopped' })

  const first = value('design.measurePace', { spec })
  expect(await value('design.measurePace', { spec: gridworld() })).toEqual({ outcome: 'measured' })
  expect(await first).toEqual({ outcome: 'stopped' })
  expect((await value('design.plan', { spec })).seconds).toBeNull()

  const { runIds } = await value('experiments.queue', { spec: endless({ name: 'busy' }) })
  await status(runIds[0]!, 'running')
  expect(await value('design.measurePace', { spec })).toEqual({ outcome: 'busy' })
  expect(await runs()).toHaveLength(1)
})
