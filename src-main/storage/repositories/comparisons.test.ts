import { expect, it } from 'vitest'
import { comparisonSpec } from '../../../src-shared/domain/comparison.ts'
import { savedComparisonId } from '../../../src-shared/domain/ids.ts'
import { openForTest } from '../fixtures.ts'
import { comparisonById, insertComparison, listComparisons, updateComparison } from './comparisons.ts'

const saved = (id: string, name: string, spec: unknown) => ({
  id: savedComparisonId.parse(id),
  name,
  notes: '',
  spec: spec as ReturnType<typeof comparisonSpec.parse>,
  createdAt: 1,
  changedAt: 2,
  deletedAt: null,
})
const selection = [{ experimentId: 'aaaaaaaa', variantIndex: 3 }]

it('takes what this version can’t read of a stored comparison as not chosen, and keeps the text', () => {
  const database = openForTest()
  const written = { selection, centre: 'mode', band: 'range', glow: true }
  insertComparison(database, saved('bbbbbbbb', 'from elsewhere', written))
  expect(listComparisons(database)[0]!.spec).toEqual(comparisonSpec.parse({ selection, band: 'range' }))
  const stored = () => JSON.parse(database.prepare('SELECT spec FROM comparison').pluck().get() as string) as unknown
  expect(stored()).toEqual(written)
  updateComparison(database, listComparisons(database)[0]!.id, { name: 'another name', deletedAt: 5 })
  updateComparison(database, listComparisons(database, { deleted: true })[0]!.id, { deletedAt: null })
  expect(listComparisons(database)).toMatchObject([{ name: 'another name', deletedAt: null }])
  expect(stored()).toEqual(written)
})

it('lists in the order of saving, and what is in the bin only when asked', () => {
  const database = openForTest()
  const spec = comparisonSpec.parse({ selection })
  for (const [id, name] of [
    ['bbbbbbbb', 'second name'],
    ['aaaaaaaa', 'first name'],
  ])
    insertComparison(database, saved(id!, name!, spec))
  const [first] = listComparisons(database)
  updateComparison(database, first!.id, { deletedAt: 5 })
  expect(listComparisons(database).map(({ name }) => name)).toEqual(['first name'])
  expect(listComparisons(database, { deleted: true }).map(({ name }) => name)).toEqual(['second name', 'first name'])
  expect(comparisonById(database, first!.id)).toMatchObject({ deletedAt: 5, createdAt: 1 })
})
