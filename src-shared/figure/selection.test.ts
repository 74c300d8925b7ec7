import { describe, expect, it } from 'vitest'
import { assignSlots, labelsOf, withoutSharedStart, slotNote } from './selection.ts'

describe('colours of a comparison', () => {
  const slots = (preferred: number[]) => assignSlots(preferred, 10, 40)
  it('keeps everyone’s own where none clash', () => {
    expect(slots([0, 1, 12])).toEqual([0, 1, 12].map((slot) => ({ slot, movedFrom: null })))
  })
  it('gives the later of two the next free one, and says which it had', () => {
    expect(slots([0, 1, 0, 1])).toEqual([
      { slot: 0, movedFrom: null },
      { slot: 1, movedFrom: null },
      { slot: 2, movedFrom: 0 },
      { slot: 3, movedFrom: 1 },
    ])
  })
  it('sees that slots ten apart have one colour', () => {
    expect(slots([0, 10])[1]).toEqual({ slot: 1, movedFrom: 10 })
  })
  it('lets dashes tell apart what colours no longer can: of more than ten, each keeps its colour', () => {
    const many = slots(Array.from({ length: 20 }, (_, i) => i % 10))
    expect(new Set(many.map((choice) => choice.slot)).size).toBe(20)
    expect(many.map(({ slot }) => slot % 10)).toEqual(Array.from({ length: 20 }, (_, i) => i % 10))
  })
  it('gives another colour once a colour has no dash left', () => {
    const many = slots([...Array<number>(5).fill(3), ...Array.from({ length: 6 }, (_, i) => 20 + i)])
    expect(many.slice(0, 5).map(({ slot }) => slot % 10)).toEqual([3, 3, 3, 3, 4])
  })
  it('says what changed as it looks', () => {
    expect(slotNote({ slot: 3, movedFrom: null }, 10)).toBeNull()
    expect(slotNote({ slot: 13, movedFrom: 3 }, 10)).toContain('another line style')
    expect(slotNote({ slot: 4, movedFrom: 3 }, 10)).toContain('another colour')
  })
})

describe('names of a comparison', () => {
  it('say the experiment only where two would be alike', () => {
    const variants = [
      { name: 'PPO', experimentName: 'grid' },
      { name: 'PPO', experimentName: 'pole' },
      { name: 'TRPO', experimentName: 'pole' },
    ]
    expect(labelsOf(variants)).toEqual(['PPO (grid)', 'PPO (pole)', 'TRPO'])
  })
  it('leave out the words that all begin with, where it pays', () => {
    expect(withoutSharedStart(['Tabular softmax, step size 0.01', 'Tabular softmax, step size 0.02'])).toEqual([
      '…0.01',
      '…0.02',
    ])
    expect(withoutSharedStart(['REINFORCE', 'REINFORCE + learned baseline'])).toEqual([
      'REINFORCE',
      'REINFORCE + learned baseline',
    ])
    expect(withoutSharedStart(['Proximal policy optimisation'])).toEqual(['Proximal policy optimisation'])
    expect(withoutSharedStart(['PPO a', 'PPO b'])).toEqual(['PPO a', 'PPO b'])
    expect(withoutSharedStart([])).toEqual([])
  })
})
