import type { FeatureSpec } from '../../../../src-shared/catalogue/features.ts'

type Smooth = Extract<FeatureSpec, { kind: 'polynomial' | 'fourier' | 'radial' }>

/**
 * Each feature along one dimension scaled to 0..1, as heights from 0 to 1 at evenly spaced points; at most nine are
 * drawn.
 */
export function featureCurves(features: Smooth, points: number): number[][] {
  const xs = Array.from({ length: points }, (_, i) => i / (points - 1))
  switch (features.kind) {
    case 'polynomial':
      return numbers(1, features.degree).map((power) => xs.map((x) => ((2 * x - 1) ** power + 1) / 2))
    case 'fourier':
      return numbers(1, features.order).map((frequency) => xs.map((x) => (Math.cos(Math.PI * frequency * x) + 1) / 2))
    case 'radial': {
      const gap = 1 / (features.centres - 1)
      const bumps = xs.map((x) =>
        Array.from({ length: features.centres }, (_, i) =>
          Math.exp(-((x - i * gap) ** 2) / (2 * (features.width * gap) ** 2)),
        ),
      )
      const sums = bumps.map((row) => row.reduce((sum, value) => sum + value, 0))
      return Array.from({ length: Math.min(9, features.centres) }, (_, i) => bumps.map((row, x) => row[i]! / sums[x]!))
    }
  }
}

const numbers = (from: number, to: number) =>
  Array.from({ length: Math.max(0, Math.min(9, to - from + 1)) }, (_, i) => from + i)
