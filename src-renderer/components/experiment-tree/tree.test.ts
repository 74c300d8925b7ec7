import { describe, expect, it } from 'vitest'
import { matchesQuery } from './search.ts'
import { sortTree } from './sort.ts'
import { exampleExperiment, exampleRun } from './tree.fixture.ts'
import { buildTree, experimentKey, treeMove, variantNodeKey, visibleRows } from './tree.ts'

const first = exampleExperiment('aaaaaaaa', { name: 'Grid 2', createdAt: 10, tags: ['thesis'] })
const second = exampleExperiment('bbbbbbbb', { name: 'Grid 10', createdAt: 20, notes: 'try a longer horizon' })
const runs = [
  exampleRun('run00001', 'aaaaaaaa', { seed: 2, status: 'finished', progress: { lastReturn: 3 } }),
  exampleRun('run00002', 'aaaaaaaa', { seed: 1, status: 'failed' }),
  exampleRun('run00003', 'aaaaaaaa', { seed: 1, variantIndex: 1 }),
  exampleRun('run00004', 'bbbbbbbb', { seed: 1, deletedAt: 5 }),
  exampleRun('run00005', 'bbbbbbbb', {
    seed: 2,
    notes: 'odd jump',
    progress: { lastReturn: 1, lastEvaluationReturn: 9 },
  }),
]
const tree = buildTree([first, second], runs)

describe('the tree of experiments', () => {
  it('puts runs under their variant by seed and leaves out what was deleted', () => {
    expect(tree.map((node) => node.runs.map((run) => run.id))).toEqual([
      ['run00002', 'run00001', 'run00003'],
      ['run00005'],
    ])
    expect(tree[0]!.variants.map((variant) => variant.summary.total)).toEqual([2, 1])
  })

  it('shows what is open, with levels and places among siblings', () => {
    const rows = visibleRows(tree, new Set([experimentKey('aaaaaaaa'), variantNodeKey('aaaaaaaa', 0)]))
    expect(rows.map((row) => [row.level, row.position, row.siblings, row.expanded])).toEqual([
      [1, 1, 2, true],
      [2, 1, 2, true],
      [3, 1, 2, undefined],
      [3, 2, 2, undefined],
      [2, 2, 2, false],
      [1, 2, 2, false],
    ])
  })

  it('hides a variant none of whose runs are left', () => {
    const rows = visibleRows(tree, new Set([experimentKey('bbbbbbbb')]))
    expect(rows.map((row) => row.node.key)).toEqual([
      experimentKey('aaaaaaaa'),
      experimentKey('bbbbbbbb'),
      variantNodeKey('bbbbbbbb', 0),
    ])
  })

  it('moves by arrow keys as a tree does', () => {
    const rows = visibleRows(tree, new Set([experimentKey('aaaaaaaa'), variantNodeKey('aaaaaaaa', 0)]))
    expect(treeMove(rows, 0, 'ArrowDown')).toEqual({ kind: 'focus', index: 1 })
    expect(treeMove(rows, 0, 'ArrowUp')).toEqual({ kind: 'focus', index: 0 })
    expect(treeMove(rows, 1, 'ArrowLeft')).toEqual({ kind: 'collapse' })
    expect(treeMove(rows, 3, 'ArrowLeft')).toEqual({ kind: 'focus', index: 1 })
    expect(treeMove(rows, 4, 'ArrowLeft')).toEqual({ kind: 'focus', index: 0 })
    expect(treeMove(rows, 5, 'ArrowRight')).toEqual({ kind: 'expand' })
    expect(treeMove(rows, 1, 'ArrowRight')).toEqual({ kind: 'focus', index: 2 })
    expect(treeMove(rows, 2, 'ArrowRight')).toBeNull()
    expect(treeMove(rows, 2, 'End')).toEqual({ kind: 'focus', index: 5 })
    expect(treeMove(rows, 2, 'q')).toBeNull()
  })
})

describe('search', () => {
  const found = (query: string) => tree.filter((node) => matchesQuery(node, query)).map((node) => node.experiment.id)
  it('looks at name, tags, notes of the experiment and its runs, environment and algorithm', () => {
    expect(found('')).toEqual(['aaaaaaaa', 'bbbbbbbb'])
    expect(found('THESIS')).toEqual(['aaaaaaaa'])
    expect(found('longer horizon')).toEqual(['bbbbbbbb'])
    expect(found('jump')).toEqual(['bbbbbbbb'])
    expect(found('gridworld clipped')).toEqual(['aaaaaaaa', 'bbbbbbbb'])
    expect(found('gridworld cartpole')).toEqual([])
  })
  it('finds the points of a sweep by their names', () => {
    const { spec } = first
    const dimensions = [{ path: 'variants[0].update.learningRate', values: [0.25, 0.75] }]
    const swept = { ...first, spec: { ...spec, sweep: { dimensions, search: { kind: 'grid' as const } } } }
    const [node] = buildTree([swept], [])
    expect(matchesQuery(node!, 'learning 0.75')).toBe(true)
    expect(matchesQuery(node!, 'learning 0.5')).toBe(false)
  })
  it('takes a status as a word', () => {
    expect(found('failed')).toEqual(['aaaaaaaa'])
  })
})

describe('sorting', () => {
  const ids = (column: Parameters<typeof sortTree>[1]['column'], descending = false) =>
    sortTree(tree, { column, descending }).map((node) => node.experiment.id)
  it('sorts names with their numbers as numbers', () => {
    expect(ids('name')).toEqual(['aaaaaaaa', 'bbbbbbbb'])
    expect(ids('name', true)).toEqual(['bbbbbbbb', 'aaaaaaaa'])
  })
  it('sorts by date and return, and keeps the newest first among equals', () => {
    expect(ids('created')).toEqual(['aaaaaaaa', 'bbbbbbbb'])
    expect(ids('return', true)).toEqual(['aaaaaaaa', 'bbbbbbbb'])
    expect(ids('evaluationReturn', true)).toEqual(['bbbbbbbb', 'aaaaaaaa'])
    expect(ids('environment')).toEqual(['bbbbbbbb', 'aaaaaaaa'])
  })
  it('puts what has no return last both ways', () => {
    const without = buildTree([first, second], [exampleRun('run00009', 'aaaaaaaa'), runs[4]!])
    for (const descending of [true, false])
      expect(sortTree(without, { column: 'return', descending }).at(-1)!.experiment.id).toBe('aaaaaaaa')
  })
})
