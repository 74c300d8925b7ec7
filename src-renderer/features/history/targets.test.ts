import { describe, expect, it } from 'vitest'
import {
  buildTree,
  visibleRows,
  experimentKey,
  variantNodeKey,
  type TreeNode,
} from '../../components/experiment-tree/tree.ts'
import { exampleExperiment, exampleRun } from '../../components/experiment-tree/tree.fixture.ts'
import { goesWith, numberedName, rowAfterDeletion, targetsOf } from './targets.ts'

const runs = [
  exampleRun('run00001', 'aaaaaaaa', { status: 'finished', seed: 1 }),
  exampleRun('run00002', 'aaaaaaaa', { status: 'running', seed: 2 }),
  exampleRun('run00003', 'bbbbbbbb', { status: 'finished', seed: 1 }),
]
const tree = buildTree([exampleExperiment('aaaaaaaa'), exampleExperiment('bbbbbbbb')], runs)
const rows = visibleRows(
  tree,
  new Set(['aaaaaaaa', 'bbbbbbbb'].flatMap((id) => [experimentKey(id), variantNodeKey(id, 0)])),
)
const [experimentA, variantA, run1, , , variantB, run3] = rows.map((row) => row.node)

describe('what a deletion takes away', () => {
  it('is an experiment whole, with its runs not named again', () => {
    expect(targetsOf([experimentA!, variantA!, run1!, run3!])).toMatchObject({
      experimentIds: ['aaaaaaaa'],
      runIds: ['run00003'],
      words: '1 experiment and 1 run',
    })
  })
  it('is a variant’s runs, each once', () => {
    expect(targetsOf([variantA!, run1!, variantB!])).toMatchObject({
      experimentIds: [],
      runIds: ['run00001', 'run00002', 'run00003'],
      words: '3 runs',
    })
  })
})

describe('where the keyboard goes on after a deletion', () => {
  const after = (nodes: TreeNode[]): string | undefined => rowAfterDeletion(rows, goesWith(targetsOf(nodes)))
  it('is the next line that stays, else the one before', () => {
    expect(after([run1!])).toBe(rows[3]!.node.key)
    expect(after([experimentA!])).toBe(rows[4]!.node.key)
    expect(after([rows[4]!.node])).toBe(rows[3]!.node.key)
    expect(after([variantB!])).toBe(rows[4]!.node.key)
    expect(after([experimentA!, rows[4]!.node])).toBeUndefined()
  })
})

it('several that are renamed get numbers, and names keep their length', () => {
  expect(numberedName('sweep', 0, 1)).toBe('sweep')
  expect(['a', 'b'].map((_, index) => numberedName('sweep', index, 2))).toEqual(['sweep 1', 'sweep 2'])
  expect(numberedName('x'.repeat(200), 99_999, 100_000).length).toBeLessThanOrEqual(200)
})
