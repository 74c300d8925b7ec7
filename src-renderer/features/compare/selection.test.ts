import { describe, expect, it } from 'vitest'
import { experimentId } from '../../../src-shared/domain/ids.ts'
import { assignSlots, readSelection, writeSelection } from './selection.ts'

const key = (id: string, variantIndex: number) => ({ experimentId: experimentId.parse(id), variantIndex })

describe('the selection in the address', () => {
  it('comes back as it was, in its order', () => {
    const selection = [key('aaaaaaaa', 2), key('aaaaaaaa', 0), key('bbbbbbbb', 1), key('aaaaaaaa', 1)]
    expect(writeSelection(selection)).toBe('aaaaaaaa.2.0~bbbbbbbb.1~aaaaaaaa.1')
    expect(readSelection(writeSelection(selection))).toEqual(selection)
  })
  it('leaves out what can’t be read and what stands twice', () => {
    expect(readSelection('')).toEqual([])
    expect(readSelection('aaaaaaaa.1.1.x.-2~<b>.1~short.1')).toEqual([key('aaaaaaaa', 1)])
  })
})

describe('colours of a comparison', () => {
  it('keeps everyone’s own where none clash', () => {
    expect(assignSlots([0, 1, 2], 10)).toEqual([0, 1, 2].map((slot) => ({ slot, movedFrom: null })))
  })
  it('gives the later of two the next free one, and says which it had', () => {
    expect(assignSlots([0, 1, 0, 1], 10)).toEqual([
      { slot: 0, movedFrom: null },
      { slot: 1, movedFrom: null },
      { slot: 2, movedFrom: 0 },
      { slot: 3, movedFrom: 1 },
    ])
  })
  it('sees that slots beyond the last look repeat', () => {
    expect(assignSlots([0, 10], 10)[1]).toEqual({ slot: 1, movedFrom: 10 })
  })
  it('repeats only when nothing is free', () => {
    expect(assignSlots([0, 0, 0], 2).map((choice) => choice.slot)).toEqual([0, 1, 0])
  })
})
