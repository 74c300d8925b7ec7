import { expect, it } from 'vitest'
import { fieldOf } from '../../../../src-shared/domain/run-filter/fields.ts'
import { createRunTable } from '../../../../src-shared/domain/run-filter/table.ts'
import { exampleExperiment, exampleRun } from '../../../components/experiment-tree/tree.fixture.ts'
import { cellText } from './field-text.ts'
import { moved } from './moved.ts'
import { runNodesOf, tableNodeName, tableRows } from './run-rows.ts'

const experiment = exampleExperiment('aaaaaaaa')
const run = (id: string, variantIndex: number, seed: number) => ({
  experiment,
  run: exampleRun(id, 'aaaaaaaa', { variantIndex, seed, tags: seed === 1 ? ['first'] : [] }),
})
const table = createRunTable([run('run00001', 0, 1), run('run00002', 1, 1), run('run00003', 0, 2)], () => 1234.5)
const all = [0, 1, 2]

it('runs stand in their order, or in groups of which closed ones show only their head', () => {
  const flat = tableRows(table, [2, 0, 1], null, new Set())
  expect(flat.map(({ node }) => tableNodeName(node))).toEqual(['REINFORCE, seed 2', 'REINFORCE, seed 1', 'PPO, seed 1'])
  expect(flat[0]).toMatchObject({ level: 1, position: 1, siblings: 3 })

  const groups = tableRows(table, all, fieldOf('tag')!, new Set(['group:first']))
  expect(groups.map(({ node, level, expanded }) => [tableNodeName(node), level, expanded])).toEqual([
    ['first', 1, false],
    ['runs without a value', 1, true],
    ['REINFORCE, seed 2', 2, undefined],
  ])
  expect(runNodesOf(table, [groups[0]!.node, groups[2]!.node]).map(({ run: { id } }) => id)).toEqual([
    'run00001',
    'run00002',
    'run00003',
  ])
  // The same row is the same object, so that a selection of thousands stays quick.
  expect(tableRows(table, all, null, new Set())[0]!.node).toBe(runNodesOf(table, [groups[0]!.node])[0])
})

it('cells are written as people read them', () => {
  const text = (id: string, row = 0): string => cellText(table, fieldOf(id)!, row, 0).text
  expect(text('algorithm', 1)).toBe('PPO-clip')
  expect(text('budget.envSteps')).toBe('100,000')
  expect(text('update.clip', 1)).toBe('0.2')
  expect(text('update.clip')).toBe('')
  expect(text('return.last')).toBe('1,235')
  expect(text('tag')).toBe('first')
  expect(text('started')).toBe('')
})

it('a column moves to its place', () => {
  expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b'])
})
