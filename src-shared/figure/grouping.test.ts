import { describe, expect, it } from 'vitest'
import { nothingCompared, type Grouping } from '../domain/comparison.ts'
import { experiment, type Experiment } from '../domain/run.ts'
import { experimentSpec } from '../domain/spec.ts'
import { comparedVariants } from './compared.ts'
import { differingSettings } from './point-settings.ts'
import { panelsOf, questionsOf, resolveComparison } from './resolve-comparison.ts'

const variant = (name: string, learningRate: number, estimator = 'reward-to-go') => ({
  name,
  policy: { kind: 'tabular-softmax' },
  estimator: { kind: estimator },
  update: { kind: 'gradient-ascent', learningRate },
})
const stored = (id: string, variants: object[], environment: object = { id: 'gridworld' }): Experiment =>
  experiment.parse({
    id,
    name: id,
    spec: experimentSpec.parse({ name: id, environment, variants, seeds: [1, 2], budget: { updates: 10 } }),
    createdAt: 0,
    tags: [],
    notes: '',
    deletedAt: null,
  })
const all = (experiments: Experiment[]) => {
  const selection = experiments.flatMap(({ id, spec }) =>
    spec.variants.map((_, variantIndex) => ({ experimentId: id, variantIndex })),
  )
  const byId = new Map(experiments.map((one) => [one.id, one]))
  return { selection, byId, grouped: (group: Grouping) => comparedVariants(selection, byId, [], group) }
}
const first = stored('aaaaaaaa', [variant('slow', 0.01), variant('fast', 0.1), variant('return', 0.1, 'total-return')])
const again = stored('bbbbbbbb', [variant('quick', 0.1)])
const elsewhere = stored('cccccccc', [variant('fast', 0.1)], { id: 'chain' })

describe('one curve', () => {
  const { grouped } = all([first, again, elsewhere])
  const labels = (group: Grouping) => grouped(group).map(({ label, members }) => `${label} × ${members.length}`)

  it('for each variant of each experiment', () => {
    expect(labels('variant')).toHaveLength(5)
  })
  it('for equal settings, whatever they are called and wherever they were queued', () => {
    expect(labels('settings')).toEqual(['slow × 1', 'fast and 1 more × 2', 'return × 1', 'fast × 1'])
  })
  it('for each value of some settings, and never for two worlds', () => {
    expect(labels(['update.learningRate'])).toEqual([
      'learning rate η 0.01 × 1',
      'learning rate η 0.1, Gridworld × 3',
      'learning rate η 0.1, Chain × 1',
    ])
    expect(labels(['estimator', 'update.learningRate']).slice(0, 3)).toEqual([
      'estimator Reward-to-go, learning rate η 0.01 × 1',
      'estimator Reward-to-go, learning rate η 0.1, Gridworld × 2',
      'estimator Total return, learning rate η 0.1 × 1',
    ])
  })
})

it('names the settings that differ, with how many values they have', () => {
  const { grouped } = all([first])
  expect(differingSettings(grouped('variant'))).toEqual([
    { path: 'estimator', title: 'estimator', values: 2 },
    { path: 'update.learningRate', title: expect.any(String), values: 2 },
  ])
})

describe('charts and questions of a comparison', () => {
  const { selection, byId } = all([first])
  const resolved = (change: object) => resolveComparison({ ...nothingCompared, selection, ...change }, byId, [])

  it('are one for each metric and value of the setting that parts them', () => {
    const panels = panelsOf(resolved({ metrics: ['return', 'entropy'], facet: 'update.learningRate' }))
    expect(panels.map(({ metric, facet, variants }) => [metric, facet, variants.length])).toEqual([
      ['return', '0.01', 1],
      ['return', '0.1', 2],
      ['entropy', '0.01', 1],
      ['entropy', '0.1', 2],
    ])
  })
  it('ask for what is shown, and for seeds where they are drawn', () => {
    const [{ curves, seeds }] = questionsOf(
      resolved({ hidden: [selection[0]], centre: 'median', band: 't', x: 'kl' }),
    ) as [ReturnType<typeof questionsOf>[number]]
    expect(curves).toMatchObject({ x: 'kl', centre: 'median', band: 'bootstrap' })
    expect(curves.groups).toEqual([[selection[1]], [selection[2]]])
    expect(seeds.groups).toEqual(curves.groups)
  })
})
