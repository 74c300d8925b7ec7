import { expect, test } from 'vitest'
import { chartThemes } from '../../../../../src-shared/figure/chart-theme.ts'
import { heatRamps } from '../../../../../src-shared/figure/heat-ramp.ts'
import type { DifferenceResult } from '../../../../../src-shared/domain/lab-results/difference.ts'
import { placeAt, sidesDrawing, sidesPlot } from './sides-drawing.ts'

const map = { states: 4, horizon: 10 }

test('a click on the map finds the state and the step that are drawn there', () => {
  const plotted = sidesPlot(map, chartThemes.light, { width: 400, height: 300 })
  const { area } = plotted
  // Steps run to the right, states downwards.
  expect(placeAt(map, plotted, area.x + 1, area.y + 1)).toEqual({ step: 0, state: 0 })
  expect(placeAt(map, plotted, area.x + area.width - 1, area.y + area.height - 1)).toEqual({ step: 9, state: 3 })
  expect(placeAt(map, plotted, plotted.x(4), plotted.y(2))).toEqual({ step: 4, state: 2 })
  expect(placeAt(map, plotted, area.x - 10, area.y)).toBeNull()
})

test('a large map stays small: equal cells are one rectangle, and the largest value of tiny ones shows', () => {
  const [states, horizon] = [500, 200]
  const contributionsHS = Array.from({ length: states * horizon }, () => 0)
  // One cell that gains, at state 250 and step 100.
  contributionsHS[100 * states + 250] = 2
  const result = { states, horizon, contributionsHS } as DifferenceResult
  const size = { width: 400, height: 300 }
  const { marks } = sidesDrawing(result, 'contributions', { step: 0, state: 0 }, chartThemes.light, size)
  expect(marks.length).toBeLessThan(200)
  const gain = marks.flatMap((mark) => (mark.kind === 'rect' && mark.fill === heatRamps.light.sided[2] ? [mark] : []))
  expect(gain).toHaveLength(1)
  const { area } = sidesPlot(result, chartThemes.light, size)
  expect(gain[0]!.x).toBeCloseTo(area.x + area.width / 2, 6)
})
