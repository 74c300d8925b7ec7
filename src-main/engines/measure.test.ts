import { expect, it } from 'vitest'
import { referenceEngine } from '../core/networks/reference-engine.ts'
import { measureActorCriticUpdate, measureProduct } from './measure.ts'

it('gives rates whose units fit each other', () => {
  const product = measureProduct(referenceEngine(), 3, 8, 20)
  expect(product.gflops * 1e9).toBeCloseTo(product.perSecond * 2 * 3 * 8 * 8, 3)
  const update = measureActorCriticUpdate(referenceEngine(), [8], 2, 20)
  // Actor 4 -> 8 -> 2, critic 4 -> 8 -> 1: three products a layer, but two for the first.
  expect(update.gflops * 1e9).toBeCloseTo(update.perSecond * 2 * 2 * (2 * 32 + 3 * 16 + (2 * 32 + 3 * 8)), 3)
})
