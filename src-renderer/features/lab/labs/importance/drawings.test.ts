import { describe, expect, test } from 'vitest'
import type { ImportancePoint, ImportanceResult } from '../../../../../src-shared/domain/lab-results/importance.ts'
import { chartThemes } from '../../../../../src-shared/figure/chart-theme.ts'
import type { Drawing } from '../../../../charts/drawing.ts'
import { estimatesDrawing, estimatesPlots, estimatesRange } from './estimates-drawing.ts'
import { barFill, untrustedGround } from './colours.ts'
import { weightsDrawing } from './weights-drawing.ts'

const about = (value: number, half: number) => ({ value, low: value - half, high: value + half })
const point = (distance: number, effectiveSampleSize: number, half: number): ImportancePoint => ({
  distance,
  truth: about(distance, 0),
  ordinary: about(distance, half),
  selfNormalised: about(distance, half / 2),
  perDecision: null,
  effectiveSampleSize,
  largestWeight: 3,
  largestShare: 0.4,
  meanWeight: 1,
  kl: about(0, 0),
  histogram: { counts: [70, 30, 0], shares: [0.2, 0.8, 0] },
  exact: null,
})
const result: ImportanceResult = {
  lab: 'importance',
  trajectories: 100,
  envSteps: 1_000,
  recorded: false,
  discount: 1,
  edgesLog10: [-1, 0, 1, 2],
  truth: { kind: 'exact' },
  points: [point(0, 100, 1), point(0.5, 20, 3), point(1, 2, 500)],
}
const theme = chartThemes.light
const size = { width: 500, height: 400 }
const rects = ({ marks }: Drawing, fill: string) =>
  marks.flatMap((mark) => (mark.kind === 'rect' && mark.fill === fill ? [mark] : []))

describe('estimates over the distance', () => {
  test('the range holds what can be trusted, and the truth; intervals that blow up don’t stretch it', () => {
    const { low, high } = estimatesRange(result)
    expect(low).toBeLessThan(-2.5)
    expect(high).toBeGreaterThan(3.5)
    expect(high).toBeLessThan(10)
  })

  test('the ground is shaded where the effective sample size is under 5 %', () => {
    const { size: plotted } = estimatesPlots(result, theme, size)
    const shaded = rects(estimatesDrawing(result, 1, theme, size), untrustedGround.light)
    expect(shaded.map(({ x }) => x)).toEqual([plotted.x(1), plotted.x(1)])
  })

  test('the cursor stands at the place that is looked at, and a click there leads back to it', () => {
    const { size: plotted } = estimatesPlots(result, theme, size)
    const cursors = estimatesDrawing(result, 1, theme, size).marks.filter(
      (mark) => mark.kind === 'path' && mark.stroke === theme.accent,
    )
    expect(cursors).toMatchObject([
      {
        points: [
          [plotted.x(0.5), expect.any(Number)],
          [plotted.x(0.5), expect.any(Number)],
        ],
      },
    ])
    expect(plotted.xOf(plotted.x(0.5))).toBeCloseTo(0.5, 9)
  })
})

test('bars are as high as their share of the trajectories', () => {
  const bars = rects(weightsDrawing(result, result.points[0]!, theme, size), barFill.light).slice(0, 2)
  expect(bars).toHaveLength(2)
  expect(bars[0]!.height / bars[1]!.height).toBeCloseTo(7 / 3, 6)
})
