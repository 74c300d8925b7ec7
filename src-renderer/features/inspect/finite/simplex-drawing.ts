import type { ChartTheme } from '../../../../src-shared/figure/chart-theme.ts'
import { heatRamps, rampColour } from '../../../../src-shared/figure/heat-ramp.ts'
import { formatFixed } from '../../../../src-shared/words/format.ts'
import type { Drawing, Mark, Point, Size } from '../../../charts/drawing.ts'
import { legendMarks, legendWidthPx } from './legend-drawing.ts'
import { layersOf } from './layers.ts'
import { decimalsFor, placeOn, scaleOf } from './scale.ts'

/** A policy's way through the simplex: the probabilities of two or three arms at each snapshot, and where it is now. */
export interface SimplexPath {
  policies: readonly ArrayLike<number>[]
  at: number
  colour: string
}

/**
 * All policies of a bandit of two or three arms: a line or a triangle with an arm at each corner, coloured by the
 * expected return of each, with the paths that training took.
 * @param armReturns expected return of an episode that pulls only this arm
 */
export function simplexDrawing(
  armNames: readonly string[],
  armReturns: readonly number[],
  paths: readonly SimplexPath[],
  theme: ChartTheme,
  size: Size,
): Drawing {
  const corners = armNames.length === 2 ? lineCorners(size) : triangleCorners(size)
  const scale = scaleOf('amount', armReturns)
  const decimals = decimalsFor(scale)
  const colour = (policy: readonly number[]): string =>
    rampColour(heatRamps[theme.scheme].amount, placeOn(scale, dot(policy, armReturns)))
  const marks: Mark[] = armNames.length === 2 ? lineGround(corners, colour) : triangleGround(corners, colour)
  marks.push({ kind: 'path', points: corners, closed: true, stroke: theme.faint, strokeWidth: 1 })
  marks.push(...cornerWords(corners, armNames, armReturns, decimals, theme))
  for (const { policies, at, colour: own } of paths) {
    const points = policies.map((policy) => onSimplex(corners, policy))
    const line = (some: Point[], opacity: number): Mark => ({
      kind: 'path',
      points: some,
      closed: false,
      stroke: own,
      strokeWidth: 2,
      opacity,
    })
    marks.push(line(points.slice(0, at + 1), 1), line(points.slice(at), 0.4))
    for (const [index, [x, y]] of points.entries())
      marks.push({ kind: 'circle', x, y, radius: 2.5, fill: own, opacity: index <= at ? 1 : 0.4 })
    const now = points[at]
    if (now)
      marks.push({ kind: 'circle', x: now[0], y: now[1], radius: 7, fill: own, stroke: theme.panel, strokeWidth: 2 })
  }
  const layer = { ...layersOf(false).value, name: 'J exact' }
  const legend = { layer, scale, decimals, theme }
  marks.push(
    ...legendMarks(legend, { x: size.width - legendWidthPx - 6, y: 6, height: Math.min(360, size.height - 20) }),
  )
  return { ...size, ground: theme.panel, marks }
}

const dot = (policy: ArrayLike<number>, returns: readonly number[]): number =>
  returns.reduce((sum, value, arm) => sum + value * policy[arm]!, 0)

/** The point of a policy between the corners of its arms. */
export function onSimplex(corners: readonly Point[], policy: ArrayLike<number>): Point {
  let [x, y] = [0, 0]
  for (const [arm, corner] of corners.entries()) {
    x += policy[arm]! * corner[0]
    y += policy[arm]! * corner[1]
  }
  return [x, y]
}

const sidePx = 70

/** Arm 0 at the left, arm 1 at the right. */
function lineCorners({ width, height }: Size): Point[] {
  const right = width - legendWidthPx - sidePx
  return [
    [sidePx, height / 2],
    [right, height / 2],
  ]
}

/** Arm 0 at the lower left, arm 1 at the lower right, arm 2 at the top; all sides equally long. */
function triangleCorners({ width, height }: Size): Point[] {
  const room = { width: width - legendWidthPx - 2 * sidePx, height: height - 96 }
  const side = Math.max(40, Math.min(room.width, (room.height * 2) / Math.sqrt(3)))
  const left = sidePx + (room.width - side) / 2
  const bottom = 44 + (room.height + (side * Math.sqrt(3)) / 2) / 2
  return [
    [left, bottom],
    [left + side, bottom],
    [left + side / 2, bottom - (side * Math.sqrt(3)) / 2],
  ]
}

const pieces = 40
const halfBandPx = 26

function lineGround([from, to]: readonly Point[], colour: (policy: readonly number[]) => string): Mark[] {
  const width = to![0] - from![0]
  return Array.from({ length: pieces }, (_, i): Mark => {
    const second = (i + 0.5) / pieces
    return {
      kind: 'rect',
      x: from![0] + (width * i) / pieces,
      y: from![1] - halfBandPx,
      width: width / pieces + 0.5,
      height: 2 * halfBandPx,
      fill: colour([1 - second, second]),
    }
  })
}

/** Small triangles, each of the colour of its middle. */
function triangleGround(corners: readonly Point[], colour: (policy: readonly number[]) => string): Mark[] {
  const marks: Mark[] = []
  const add = (policies: readonly (readonly number[])[]): void => {
    const middle = [0, 1, 2].map((arm) => policies.reduce((sum, policy) => sum + policy[arm]!, 0) / 3)
    const fill = colour(middle)
    marks.push({
      kind: 'path',
      points: policies.map((policy) => onSimplex(corners, policy)),
      closed: true,
      fill,
      stroke: fill,
      strokeWidth: 1,
    })
  }
  const policy = (first: number, second: number): readonly number[] => [
    first / pieces,
    second / pieces,
    (pieces - first - second) / pieces,
  ]
  for (let first = 0; first < pieces; first++) {
    for (let second = 0; first + second < pieces; second++) {
      add([policy(first, second), policy(first + 1, second), policy(first, second + 1)])
      if (first + second + 1 < pieces)
        add([policy(first + 1, second), policy(first, second + 1), policy(first + 1, second + 1)])
    }
  }
  return marks
}

function cornerWords(
  corners: readonly Point[],
  names: readonly string[],
  returns: readonly number[],
  decimals: number,
  theme: ChartTheme,
): Mark[] {
  const middleY = corners.reduce((sum, [, y]) => sum + y, 0) / corners.length
  return corners.flatMap(([x, y], arm): Mark[] => {
    const isLine = corners.length === 2
    const nameY = isLine ? y + halfBandPx + 20 : y <= middleY ? y - 26 : y + 22
    return [
      { kind: 'text', x, y: nameY, text: names[arm]!, size: 12, weight: 600, fill: theme.text, at: 'middle' },
      {
        kind: 'text',
        x,
        y: nameY + 15,
        text: `pays ${formatFixed(returns[arm]!, decimals)}`,
        size: 11,
        fill: theme.soft,
        at: 'middle',
      },
    ]
  })
}
