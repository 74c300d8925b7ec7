import { describe, expect, it } from 'vitest'
import { differingFields } from './differing.ts'
import { fieldOf } from './fields.ts'
import { byWords, groupRows, meanOf, sortRows } from './order.ts'
import { exampleExperiment, exampleRun } from './records.fixture.ts'
import { createRunTable } from './table.ts'

const pole = exampleExperiment('poleexperiment')
const values: Record<string, number> = { a: 10, b: 30, d: 20 }
const records = ['a', 'b', 'c', 'd'].map((name, index) =>
  exampleRun(name, { experiment: pole, variantIndex: [1, 0, 2, 0][index]!, seed: index, createdAt: index }),
)
const table = createRunTable(records, (runId) => values[runId[0]!] ?? null)
const all = [0, 1, 2, 3]
const field = (id: string) => fieldOf(id)!
const sorted = (id: string, descending = false): string =>
  sortRows(table, all, field(id), descending, table.numbers(field('created')))
    .map((row) => records[row]!.run.id[0])
    .join('')

describe('rows', () => {
  it('are sorted by numbers and texts, those without a value last either way, equal ones newest first', () => {
    expect(sorted('return.last')).toBe('adbc')
    expect(sorted('return.last', true)).toBe('bdac')
    expect(sorted('variant')).toBe('dbac')
    expect(sorted('update.clip')).toBe('dbac')
    expect(sorted('seed', true)).toBe('dcba')
  })
  it('have texts in the order of the numbers in them', () => {
    expect(['step 10', 'step 0.01', 'step 2', 'step 0.002', 'Step 1e-3', 'a'].toSorted(byWords)).toEqual([
      'a',
      'Step 1e-3',
      'step 0.002',
      'step 0.01',
      'step 2',
      'step 10',
    ])
  })
  it('are grouped by a value, with the mean of those that have one', () => {
    const groups = groupRows(table, all, field('variant'))
    expect(groups.map(({ text, rows }) => [text, rows])).toEqual([
      ['PPO 0.001', [1, 3]],
      ['PPO 0.01', [0]],
      ['REINFORCE', [2]],
    ])
    expect(meanOf(table, field('return.last'), groups[0]!.rows)).toEqual({ mean: 25, count: 2 })
    expect(meanOf(table, field('return.last'), groups[2]!.rows)).toBeNull()
    expect(meanOf(table, field('variant'), all)).toBeNull()
    expect(groupRows(table, all, field('update.clip')).at(-1)).toEqual(expect.objectContaining({ text: '', rows: [2] }))
  })
})

describe('the columns to begin with', () => {
  it('are what differs: an algorithm, its parameters where they have different values', () => {
    const ids = differingFields(table, all).map(({ id }) => id)
    expect(ids).toContain('algorithm')
    expect(ids).toContain('update.learningRate')
    expect(ids).toContain('policy.hidden')
    expect(ids).not.toContain('experiment')
    // Only PPO has it.
    expect(ids).not.toContain('update.clip')
    expect(differingFields(table, [1, 3]).map(({ id }) => id)).toEqual(['status', 'return.last', 'created'])
  })
})
