import { expect, it } from 'vitest'
import { featureCurves } from './feature-curves.ts'

it('draws one curve a feature, within the picture', () => {
  for (const features of [
    { kind: 'polynomial', degree: 3 },
    { kind: 'fourier', order: 3 },
    { kind: 'radial', centres: 3, width: 1 },
  ] as const) {
    const curves = featureCurves(features, 17)
    expect(curves).toHaveLength(3)
    for (const height of curves.flat()) expect(height >= 0 && height <= 1).toBe(true)
  }
})

it('lets radial bumps sum to one everywhere', () => {
  const curves = featureCurves({ kind: 'radial', centres: 5, width: 0.7 }, 9)
  for (let x = 0; x < 9; x++) expect(curves.reduce((sum, curve) => sum + curve[x]!, 0)).toBeCloseTo(1, 12)
})
