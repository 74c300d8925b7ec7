import { describe, expect, it } from 'vitest'
import type { VariantSpec } from '../../../src-shared/domain/spec.ts'
import { readAddress, usualChoice, writeAddress } from './address.ts'

describe('Compare’s address', () => {
  it('says all that is shown, and comes back', () => {
    const search = 'variants=aaaaaaaa.0.1~bbbbbbbb.2&metric=kl&over=updates&seeds=off&hide=aaaaaaaa.1'
    expect(writeAddress(readAddress(search))).toBe(search)
  })
  it('is short where all is as usual', () => {
    expect(writeAddress(readAddress('variants=aaaaaaaa.0'))).toBe('variants=aaaaaaaa.0')
  })
  it('takes the usual for what it can’t read', () => {
    expect(readAddress('metric=beauty&over=years')).toMatchObject({
      selection: [],
      metric: null,
      axis: null,
      showSeeds: true,
    })
  })
  it('opens on what the compared runs have', () => {
    const collecting = (collection: VariantSpec['collection']) => ({ variant: { collection } as VariantSpec })
    expect(usualChoice([collecting({ trajectories: 4 })])).toEqual({ metric: 'return', axis: 'envSteps' })
    expect(usualChoice([collecting({ trajectories: 4 }), collecting({ exact: true })])).toEqual({
      metric: 'evaluationReturn',
      axis: 'updates',
    })
  })
})
