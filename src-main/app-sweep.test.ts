import { expect, test } from 'vitest'
import { pointsOf } from '../src-shared/domain/points.ts'
import type { ExperimentSpecInput } from '../src-shared/domain/spec.ts'
import { gridworld, neural, newPath, start } from './testing/started-app.ts'

const [table] = gridworld().variants
const sweep: ExperimentSpecInput = gridworld({
  variants: [table!, neural],
  seeds: [1, 2],
  budget: { updates: 5 },
  sweep: {
    dimensions: [
      { path: 'variants[0].update.learningRate', values: [0.1, 1] },
      { path: 'variants[1].estimator.kind', values: ['advantage', 'reward-to-go'] },
      { path: 'environment.slip', values: [0, 0.2] },
    ],
  },
})

test('a sweep is one experiment: a run for every point and seed, each the bits of its own plain variant', async () => {
  const { value, run, status, exportedCsv } = start(newPath())
  expect(await value('design.plan', { spec: sweep })).toMatchObject({ problems: [], runs: 12 })
  const { experimentId, runIds } = await value('experiments.queue', { spec: sweep })
  expect(runIds).toHaveLength(12)
  for (const id of runIds) await status(id, 'finished')

  const { experiments } = await value('history.tree', {})
  const { spec } = experiments[0]!
  expect(spec).toMatchObject({ variants: [{ name: table!.name }, { name: 'neural' }], sweep: { leftOut: [6, 7] } })
  const points = pointsOf(spec)
  expect(points.map(({ variant }) => variant.name)).toEqual([
    `${table!.name}, learning rate η 0.1, slip 0`,
    `${table!.name}, learning rate η 0.1, slip 0.2`,
    `${table!.name}, learning rate η 1, slip 0`,
    `${table!.name}, learning rate η 1, slip 0.2`,
    'neural, estimator advantage, slip 0',
    'neural, estimator advantage, slip 0.2',
  ])
  expect((await run(runIds[3]!)).engine.engine).toBe('reference')
  expect((await run(runIds[4]!)).engine.engine).toBe('simd')

  const csv = await exportedCsv([runIds[3]!])
  expect(csv).toContain(`"${points[3]!.variant.name}"`)
  const { name: _name, sweep: _sweep, ...rest } = sweep
  const alone = await value('experiments.queue', {
    spec: {
      ...rest,
      name: 'small',
      environment: { id: 'gridworld', slip: 0.2 },
      variants: [{ ...points[3]!.variant, slot: undefined }],
      seeds: [1],
    },
  })
  await status(alone.runIds[0]!, 'finished')
  expect(await exportedCsv(alone.runIds)).toBe(csv)

  const { curves } = await value('comparison.curves', {
    groups: points.map((_, variantIndex) => [{ experimentId, variantIndex }]),
    metric: 'return',
    x: 'updates',
  })
  expect(curves.map(({ seeds }) => seeds.finished)).toEqual([2, 2, 2, 2, 2, 2])
})

test('a point of so many fields that its name is longer than a variant’s may be is trained like any other', async () => {
  const { value, status } = start(newPath())
  const name = 'a table whose name is a whole sentence, as people write it who run very many experiments'
  const { experimentId, runIds } = await value('experiments.queue', {
    spec: gridworld({
      variants: [{ ...table!, name }, neural],
      seeds: [1],
      budget: { updates: 5 },
      sweep: {
        dimensions: [
          { path: 'variants[0].update.learningRate', values: [0.125, 0.25] },
          { path: 'variants[0].collection.trajectories', values: [4, 8] },
        ],
      },
    }),
  })
  const { experiments } = await value('history.tree', {})
  const { spec } = experiments.find(({ id }) => id === experimentId)!
  expect(pointsOf(spec)[0]!.variant.name.length).toBeGreaterThan(120)
  await status(runIds[0]!, 'finished')
})

test('a sweep without a point for a variant is refused, and so is one that names no field', async () => {
  const { app, runs } = start(newPath())
  const refusal = async (path: string, values: (string | number)[]) => {
    const answer = await app.call('experiments.queue', {
      spec: { ...sweep, sweep: { dimensions: [{ path, values }] } },
    })
    return answer.ok || answer.error.kind !== 'invalid-input' ? answer : answer.error.issues
  }
  expect(await refusal('variants[1].estimator.kind', ['reward-to-go'])).toEqual([
    { path: 'sweep', message: expect.stringContaining('no point of “neural” can be trained: fixed steps') },
  ])
  expect(await refusal('variants[1].estimator.knd', [1])).toMatchObject([{ path: 'sweep.dimensions[0].path' }])
  expect(await runs()).toEqual([])
})
