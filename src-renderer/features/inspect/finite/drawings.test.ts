import { describe, expect, it } from 'vitest'
import { environmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { chartThemes } from '../../../../src-shared/figure/chart-theme.ts'
import { heatRamps } from '../../../../src-shared/figure/heat-ramp.ts'
import type { Drawing, Mark } from '../../../charts/drawing.ts'
import { layersOf } from './layers.ts'
import type { Look } from './look.ts'
import { mapDrawing, placeMap, stateAt } from './map-drawing.ts'
import { onSimplex } from './simplex-drawing.ts'
import { rowAt, tableDrawing } from './table-drawing.ts'
import { testSnapshot } from './test-snapshot.ts'
import { actionWays, worldMap } from './world-map.ts'

const size = { width: 400, height: 220 }
const snapshot = testSnapshot()
const environment = environmentSpec.parse({ id: 'gridworld', map: ['S.'] })
const map = worldMap(environment, { states: 2 }, { passenger: 0, destination: 1 })!
const ways = actionWays(['left', 'right'])
const lookOf = (change: Partial<Look> = {}): Look => ({
  layer: layersOf(false).value,
  values: snapshot.valuesS,
  scale: { low: -2, high: 2 },
  decimals: 2,
  piSA: snapshot.piSA,
  actions: 2,
  isGreedyS: snapshot.isGreedyS,
  arrows: true,
  numbers: true,
  notGreedy: false,
  selected: null,
  hovered: null,
  theme: chartThemes.light,
  colour: '#7a2f8f',
  ...change,
})
const words = ({ marks }: Drawing): string[] => marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []))
const fills = ({ marks }: Drawing): (string | undefined)[] =>
  marks.map((mark) => (mark.kind === 'cells' ? undefined : mark.fill))
const shafts = ({ marks }: Drawing) =>
  marks.filter(
    (mark): mark is Extract<Mark, { kind: 'path' }> => mark.kind === 'path' && mark.strokeWidth! > 1 && !mark.closed,
  )

describe('a map', () => {
  const drawing = mapDrawing(map, ways, lookOf(), size)
  it('has each field’s number and colour on the scale', () => {
    expect(words(drawing)).toEqual(expect.arrayContaining(['1.00', '−2.00', 'start']))
    expect(fills(drawing)).toContain(heatRamps.light.amount[0])
  })
  it('has arrows as long as actions are likely', () => {
    const [toLeft, toRight] = shafts(drawing)
      .slice(0, 2)
      .map(({ points }) => points[1]![0] - points[0]![0])
    expect(toLeft).toBeLessThan(0)
    expect(-toLeft!).toBeGreaterThan(toRight!)
    const without = mapDrawing(map, ways, lookOf({ arrows: false }), size)
    expect(shafts(without)).toEqual([])
  })
  it('leaves out arrows of less than 0.02', () => {
    const sure = mapDrawing(map, ways, lookOf({ piSA: Float64Array.of(0.985, 0.015, 0.5, 0.5) }), size)
    expect(shafts(sure)).toHaveLength(3)
  })
  it('marks where the policy is not greedy', () => {
    const danger = (drawn: Drawing) => fills(drawn).filter((fill) => fill === chartThemes.light.danger).length
    expect(danger(drawing)).toBe(0)
    expect(danger(mapDrawing(map, ways, lookOf({ notGreedy: true }), size))).toBe(1)
  })
  it('splits fields where a layer has a number for each action', () => {
    const look = lookOf({ layer: layersOf(false).q, values: snapshot.qSA })
    const triangles = mapDrawing(map, ways, look, size).marks.filter(
      (mark) => mark.kind === 'path' && mark.closed && mark.stroke === chartThemes.light.panel,
    )
    expect(triangles).toHaveLength(4)
  })
  it('colours nothing where nothing is known', () => {
    const unknown = mapDrawing(map, ways, lookOf({ values: Float64Array.of(NaN, 1) }), size)
    expect(words(unknown)).not.toContain('not a number')
  })
  it('finds the state under a point', () => {
    const place = placeMap(map, size)
    const middle = (column: number) => [place.x + (column + 0.5) * place.field, place.y + 1] as const
    expect(stateAt(map, place, middle(0))).toBe(0)
    expect(stateAt(map, place, middle(1))).toBe(1)
    expect(stateAt(map, place, [0, 0])).toBeNull()
  })
})

describe('a table', () => {
  it('draws the rows that are in sight, and finds them under a point', () => {
    const many = lookOf({ values: new Float64Array(500), piSA: new Float64Array(1_000).fill(0.5) })
    const drawing = tableDrawing(500, ['a', 'b'], many, { width: 600, height: 200 }, 2_600)
    expect(words(drawing)).toEqual(expect.arrayContaining(['100', '105']))
    expect(words(drawing)).not.toContain('2')
    expect(rowAt(500, 30, 2_600)).toBe(100)
    expect(rowAt(500, 10, 2_600)).toBeNull()
  })
})

it('a policy lies between the corners of its arms', () => {
  const corners = [
    [0, 0],
    [10, 0],
    [5, 9],
  ] as const
  expect(onSimplex(corners, [0, 1, 0])).toEqual([10, 0])
  expect(onSimplex(corners, [1 / 3, 1 / 3, 1 / 3])).toEqual([5, 3])
})
