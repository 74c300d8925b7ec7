import { describe, expect, it } from 'vitest'
import type { ExperimentSpec } from '../../../src-shared/domain/spec.ts'
import type { VariantSpec } from '../../../src-shared/domain/variant.ts'
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
  it('opens on what the compared runs record', () => {
    const evaluated = { every: 10, episodes: 5, actions: 'sampled' as const }
    const collecting = (collection: VariantSpec['collection'], evaluation: typeof evaluated | null = evaluated) => ({
      variant: { collection, update: { kind: 'gradient-ascent' } } as VariantSpec,
      experiment: {
        spec: { environment: { id: 'gridworld' }, evaluation, diagnosticsEvery: null } as unknown as ExperimentSpec,
      },
    })
    const sampled = collecting({ trajectories: 4 })
    const exact = collecting({ exact: true })
    const stored = collecting({ dataset: 'data.json' })
    expect(usualChoice([sampled])).toEqual({ metric: 'return', axis: 'envSteps' })
    expect(usualChoice([exact])).toEqual({ metric: 'exactObjective', axis: 'updates' })
    expect(usualChoice([sampled, exact])).toEqual({ metric: 'evaluationReturn', axis: 'updates' })
    expect(usualChoice([stored])).toEqual({ metric: 'evaluationReturn', axis: 'updates' })
    expect(usualChoice([collecting({ dataset: 'data.json' }, null)])).toEqual({
      metric: 'gradientNorm',
      axis: 'updates',
    })
  })
})
