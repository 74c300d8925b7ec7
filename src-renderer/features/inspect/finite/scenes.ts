import type { ChartTheme } from '../../../../src-shared/figure/chart-theme.ts'
import { armsDrawing, type ArmsLook } from './arms-drawing.ts'
import type { Scene } from './drawn.tsx'
import { legendWidthPx } from './legend-drawing.ts'
import type { Look } from './look.ts'
import { mapDrawing, placeMap, stateAt } from './map-drawing.ts'
import { simplexDrawing, type SimplexPath } from './simplex-drawing.ts'
import type { FiniteSnapshot } from './snapshot.ts'
import { headPx, placeTable, rowAt, rowPx, tableDrawing, tableHeight } from './table-drawing.ts'
import type { WorldMap } from './world-map.ts'

type Way = readonly [dx: number, dy: number] | null

/** A world as its map. */
export const mapScene = (map: WorldMap, ways: readonly Way[], look: Look): Scene => ({
  draw: (size) => mapDrawing(map, ways, look, size),
  stateAt: (point, size) => stateAt(map, placeMap(map, size), point),
  legend(size) {
    if (look.layer.ramp === null) return null
    const { legendX, y, field } = placeMap(map, size)
    return { x: legendX - 5, y: Math.max(0, y - 4), width: legendWidthPx, height: Math.max(120, field * map.rows) }
  },
})

/** A world without a map: a row a state. */
export const tableScene = (states: number, actionNames: readonly string[], look: Look): Scene => ({
  draw: (size, scrolledPx) => tableDrawing(states, actionNames, look, size, scrolledPx),
  stateAt: ([, y], _size, scrolledPx) => rowAt(states, y, scrolledPx),
  height: tableHeight(states),
  width: (size) => placeTable(actionNames.length, size.width).width,
  span: (state) => ({ top: headPx + state * rowPx, height: rowPx }),
  legend(size) {
    if (look.layer.ramp === null) return null
    const { legendX } = placeTable(actionNames.length, size.width)
    return { x: legendX - 5, y: 2, width: legendWidthPx, height: Math.min(size.height - 8, 360) }
  },
})

/** A bandit's arms, a row each. */
export const armsScene = (snapshot: FiniteSnapshot, actionNames: readonly string[], look: ArmsLook): Scene => ({
  draw: (size, scrolledPx) => armsDrawing(snapshot, actionNames, look, size, scrolledPx),
  stateAt: () => null,
  height: tableHeight(actionNames.length),
  legend: () => null,
})

/** All policies of a bandit of two or three arms. */
export const simplexScene = (
  armNames: readonly string[],
  armReturns: readonly number[],
  paths: readonly SimplexPath[],
  theme: ChartTheme,
): Scene => ({
  draw: (size) => simplexDrawing(armNames, armReturns, paths, theme, size),
  stateAt: () => null,
  legend: () => null,
})
