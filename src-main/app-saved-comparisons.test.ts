import { expect, test } from 'vitest'
import { sentenceOf } from '../src-shared/contract/errors.ts'
import { comparisonSpec } from '../src-shared/domain/comparison.ts'
import { savedComparisonId } from '../src-shared/domain/ids.ts'
import { newPath, start } from './testing/started-app.ts'

const specOf = (changes: object = {}) =>
  comparisonSpec.parse({ selection: [{ experimentId: 'aaaaaaaaaaaaaaaa', variantIndex: 0 }], ...changes })

test('a comparison is saved, changed, deleted and brought back, and found again after a restart', async () => {
  const path = newPath()
  let clock = 1_000
  const first = start(path, { now: () => clock })
  const saved = await first.value('comparisons.save', { name: ' Figure 2 ', spec: specOf(), notes: 'for the paper' })
  expect(saved).toMatchObject({ name: 'Figure 2', notes: 'for the paper', createdAt: 1_000, deletedAt: null })
  clock = 2_000
  const spec = specOf({ metrics: ['evaluationReturn'], centre: 'iqm', band: 'bootstrap' })
  const changed = await first.value('comparisons.update', { id: saved.id, spec })
  expect(changed).toEqual({ ...saved, spec, changedAt: 2_000 })
  await first.value('comparisons.remove', { id: saved.id })
  expect((await first.value('comparisons.list', {})).comparisons).toEqual([])
  await first.value('comparisons.restore', { id: saved.id })
  const told = first.events.flatMap((event) => (event.kind === 'comparisons' ? event.comparisons : []))
  expect(told.map(({ deletedAt }) => deletedAt)).toEqual([null, null, 2_000, null])
  expect(told[1]).toEqual(changed)
  await first.close()

  const second = start(path)
  expect((await second.value('comparisons.list', {})).comparisons).toEqual([changed])
})

test('a name is one comparison’s, until that is deleted', async () => {
  const { app, value } = start(newPath())
  const first = await value('comparisons.save', { name: 'Figure 2', spec: specOf() })
  const refusal = async (call: ReturnType<typeof app.call>) => {
    const answer = await call
    return answer.ok ? '' : sentenceOf(answer.error)
  }
  const taken = 'Another saved comparison is called “Figure 2”; choose another name, or delete that one first.'
  expect(await refusal(app.call('comparisons.save', { name: 'Figure 2', spec: specOf() }))).toBe(taken)
  const other = await value('comparisons.save', { name: 'Figure 3', spec: specOf() })
  expect(await refusal(app.call('comparisons.update', { id: other.id, name: 'Figure 2' }))).toBe(taken)
  await value('comparisons.remove', { id: first.id })
  await value('comparisons.update', { id: other.id, name: 'Figure 2' })
  expect(await refusal(app.call('comparisons.restore', { id: first.id }))).toBe(taken)
  const unknown = savedComparisonId.parse('00000000')
  expect(await refusal(app.call('comparisons.remove', { id: unknown }))).toContain('not in this database any more')
})

test('a window that only reads is told what another process saved', async () => {
  const path = newPath()
  const writer = start(path)
  const reader = start(path, { readOnly: 'another process writes' })
  const saved = await writer.value('comparisons.save', { name: 'Figure 2', spec: specOf() })
  await expect
    .poll(() => reader.events.flatMap((event) => (event.kind === 'comparisons' ? event.comparisons : [])), {
      timeout: 30_000,
    })
    .toEqual([saved])
})
