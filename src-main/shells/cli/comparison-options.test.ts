import { expect, it } from 'vitest'
import { comparisonSpec } from '../../../src-shared/domain/comparison.ts'
import { writeLink } from '../../../src-shared/domain/comparison-address.ts'
import { savedComparisonId } from '../../../src-shared/domain/ids.ts'
import { testExperiment } from '../../storage/fixtures.ts'
import { comparisonOf } from './comparison-options.ts'

const experiments = [testExperiment('aaaaaaaa', 3), testExperiment('bbbbbbbb', 1)]
const [first, second] = experiments.map(({ id }) => id)
const saved = comparisonSpec.parse({
  selection: [{ experimentId: second!, variantIndex: 0 }],
  centre: 'median',
  band: 'range',
})
const savedComparison = {
  id: savedComparisonId.parse('cccccccc'),
  name: 'Figure 2',
  notes: '',
  spec: saved,
  createdAt: 1,
  changedAt: 1,
  deletedAt: null,
}
const compare = (chosen: string[], options: object = {}) =>
  comparisonOf(chosen, { seeds: true, ...options }, { experiments }, [savedComparison])

it('takes experiments by their beginnings, and variants by names', () => {
  expect(compare(['aa']).selection.map(({ variantIndex }) => variantIndex)).toEqual([0, 1, 2])
  expect(compare(['aa:variant 2', 'bb', 'aa:variant 2']).selection).toEqual([
    { experimentId: first, variantIndex: 2 },
    { experimentId: second, variantIndex: 0 },
  ])
})

it('has an option for each field', () => {
  const options = {
    metric: ['kl', 'return'],
    over: 'wallMs',
    centre: 'iqm',
    band: 'bootstrap',
    smooth: 'ema:0.9',
    group: 'update.stepSize,policy.kind',
    facet: 'environment.id',
    seeds: false,
    forks: true,
    logX: true,
    logY: true,
    xRange: '10..1e4',
    yRange: '-1..1',
    baseline: 'aa:variant 1',
    last: '3',
    threshold: '475',
  }
  expect(compare(['bb'], options)).toEqual({
    selection: [{ experimentId: second, variantIndex: 0 }],
    metrics: ['kl', 'return'],
    x: 'wallMs',
    centre: 'iqm',
    band: 'bootstrap',
    smoothing: { kind: 'ema', weight: 0.9 },
    group: ['update.stepSize', 'policy.kind'],
    facet: 'environment.id',
    showSeeds: false,
    drawForks: 'where-left',
    logX: true,
    logY: true,
    xRange: [10, 10_000],
    yRange: [-1, 1],
    hidden: [],
    baseline: { experimentId: first, variantIndex: 1 },
    finalOver: 3,
    threshold: 475,
    anchors: null,
  })
})

it('starts from what was saved or copied, and changes what is asked for', () => {
  expect(compare([], { saved: 'Figure 2', seeds: false })).toEqual({ ...saved, showSeeds: false })
  expect(compare([], { address: writeLink(saved), metric: ['kl'] })).toEqual({ ...saved, metrics: ['kl'] })
  expect(compare(['aa:variant 0'], { saved: 'Figure 2' })).toMatchObject({
    selection: [{ experimentId: first, variantIndex: 0 }],
    centre: 'median',
  })
})

it.each<[string[], object, string]>([
  [[], {}, 'Name experiments to compare (ascent list shows them), or give --saved or --address.'],
  [['aa'], { metric: ['beauty'] }, 'metrics[0]: should be one of'],
  [['aa'], { smooth: 'ema:2' }, 'smoothing.weight: should be below 1'],
  [['aa'], { last: 'x' }, 'finalOver'],
  [
    ['aa:variant 7'],
    {},
    '“experiment aaaaaaaa” has no variant "variant 7"; it has "variant 0", "variant 1", "variant 2".',
  ],
  [['aa:variant'], {}, '3 variants of “experiment aaaaaaaa” begin with "variant"; give more of the name.'],
  [['zz'], {}, 'There is no experiment with the id "zz"'],
  [['aa'], { centre: 'iqm', band: 't' }, 'A t-interval is about a mean'],
  [['aa'], { xRange: '5..1' }, '--x-range takes two numbers, the smaller first'],
  [['aa'], { baseline: 'aa' }, '--baseline takes one variant'],
  [[], { saved: 'Figure 3' }, 'There is no saved comparison called "Figure 3"; there are "Figure 2".'],
  [[], { address: 'nonsense' }, '--address takes a text that'],
])('refuses %j with %j in a sentence', (chosen, options, sentence) => {
  expect(() => compare(chosen, options)).toThrow(sentence)
})
