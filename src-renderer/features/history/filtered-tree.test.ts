import { describe, expect, it } from 'vitest'
import type { RunId } from '../../../src-shared/domain/ids.ts'
import { compareAddress } from '../../components/experiment-tree/compare-address.ts'
import { buildTree } from '../../components/experiment-tree/tree.ts'
import { exampleExperiment, exampleRun } from '../../components/experiment-tree/tree.fixture.ts'
import { filteredTree } from './filtered-tree.ts'
import { allTags, runNode, selectedNodes, selectionOf } from './selection.ts'
import { targetsOf } from './targets.ts'

const runs = [
  exampleRun('run00001', 'aaaaaaaa', { status: 'finished', seed: 1, tags: ['good'] }),
  exampleRun('run00002', 'aaaaaaaa', { status: 'failed', seed: 2, variantIndex: 1, locked: true }),
  exampleRun('run00003', 'bbbbbbbb', { status: 'finished', seed: 1 }),
]
const experiments = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'].map((id) => exampleExperiment(id, { tags: [`of ${id[0]}`] }))
const tree = buildTree(experiments, runs)
const kept = filteredTree(tree, new Set(['run00001', 'run00003'] as RunId[]), new Set())

describe('a tree of what a filter keeps', () => {
  it('has experiments with the runs that are kept, and says how many are not', () => {
    expect(kept.map((node) => [node.experiment.id, node.runs.length, node.hidden])).toEqual([
      ['aaaaaaaa', 1, 1],
      ['bbbbbbbb', 1, 0],
    ])
    expect(kept[0]!.summary.counts.failed).toBe(0)
    // What is whole is the same object: nothing is drawn anew.
    expect(kept[1]).toBe(tree[1])
    expect(filteredTree(tree, new Set(), new Set(['cccccccc'])).map((node) => node.experiment.id)).toEqual(['cccccccc'])
  })
  it('lets nothing be done to what it leaves out', () => {
    expect(targetsOf([kept[0]!])).toMatchObject({ experimentIds: [], runIds: ['run00001'], words: '1 run' })
    expect(targetsOf([tree[0]!])).toMatchObject({ experimentIds: ['aaaaaaaa'], runIds: [] })
    expect(compareAddress([kept[0]!])).toBe('/compare?variants=aaaaaaaa.0')
    expect(compareAddress([tree[0]!, tree[1]!])).toBe('/compare?variants=aaaaaaaa.0.1~bbbbbbbb.0.1')
  })
})

describe('a selection', () => {
  it('holds experiments, variants and runs that are shown', () => {
    const keys = new Set(['experiment:bbbbbbbb', 'run:run00002', 'variant:aaaaaaaa:0'])
    expect(selectedNodes(tree, keys).map((node) => node.key)).toEqual([
      'variant:aaaaaaaa:0',
      'run:run00002',
      'experiment:bbbbbbbb',
    ])
    expect(selectedNodes(kept, keys)).toHaveLength(2)
  })
  it('says what can be done to all of it', () => {
    const selection = selectionOf(selectedNodes(tree, new Set(['run:run00001', 'run:run00002'])))
    expect(selection).toMatchObject({ count: 2, locked: false, tags: ['good'], experiments: [] })
    expect(selection.requeueable.map((run) => run.id)).toEqual(['run00002'])
    expect(selectionOf([runNode(tree, 'run:run00002')!]).locked).toBe(true)
    expect(runNode(tree, null)?.run.id).toBe('run00001')
    expect(allTags(tree)).toEqual(['good', 'of a', 'of b', 'of c'])
  })
})
