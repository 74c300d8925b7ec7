import type { StateDimension } from '../../../../src-shared/domain/state-dimensions.ts'
import type { SurfaceOf } from '../../../../src-shared/domain/surface.ts'
import type { Point } from '../../../charts/drawing.ts'
import type { Episode } from './episode.ts'
import { wrapAngle } from './episode.ts'
import { turnsRound } from './worlds.ts'

/** What of a policy can be coloured over the state. */
export interface SurfaceChoice {
  id: string
  name: string
  of: SurfaceOf
}

export function surfaceChoices(episode: Episode, actionNames: readonly string[]): SurfaceChoice[] {
  const { actions, actionSize, probabilitiesNA, meansNK, valuesN } = episode
  const choices: SurfaceChoice[] = []
  // Of two actions the second comes first: what its probability says, the other's says too.
  if (probabilitiesNA !== null)
    for (const action of Array.from({ length: actions }, (_, a) => a).toReversed())
      choices.push({
        id: `probability-${action}`,
        name: `probability of ${actionNames[action] ?? `action ${action}`}`,
        of: { kind: 'probability', action },
      })
  for (const kind of meansNK === null ? [] : (['mean', 'sigma'] as const))
    for (let component = 0; component < actionSize; component++)
      choices.push({
        id: `${kind}-${component}`,
        name: `${kind === 'mean' ? 'mean action' : 'σ'}${actionSize === 1 ? '' : ` ${component + 1}`}`,
        of: { kind, component },
      })
  if (valuesN !== null) choices.push({ id: 'value', name: 'V(s), the critic’s', of: { kind: 'value' } })
  return choices
}

/** The two of a state's numbers that say most at first sight: angle and its speed in CartPole, else the first two. */
export function firstAxes(dimensions: readonly StateDimension[]): { across: number; up: number } | null {
  if (dimensions.length < 2) return null
  return dimensions[2]?.name === 'angle' ? { across: 2, up: 3 } : { across: 0, up: 1 }
}

/**
 * An episode's way over two of the state's numbers, in pieces: broken where an angle turns round, and where it lies beyond the
 * axes.
 * @returns points in the axes' own units
 */
export function pathPieces(
  { statesNX, states }: Pick<Episode, 'statesNX' | 'states'>,
  dimensions: readonly StateDimension[],
  axes: { across: number; up: number },
  from: number,
  to: number,
): Point[][] {
  const [x, y] = [dimensions[axes.across]!, dimensions[axes.up]!]
  const shown = (dimension: StateDimension, value: number): number => (turnsRound(dimension) ? wrapAngle(value) : value)
  const inside = ({ low, high }: StateDimension, value: number): boolean => value >= low && value <= high
  const jumps = (dimension: StateDimension, a: number, b: number): boolean =>
    turnsRound(dimension) && Math.abs(a - b) > Math.PI
  const pieces: Point[][] = []
  let piece: Point[] = []
  const end = (): void => {
    if (piece.length > 1) pieces.push(piece)
    piece = []
  }
  for (let n = Math.max(0, from); n <= to; n++) {
    const at: Point = [shown(x, statesNX[n * states + axes.across]!), shown(y, statesNX[n * states + axes.up]!)]
    const before = piece.at(-1)
    if (!inside(x, at[0]) || !inside(y, at[1])) {
      end()
      continue
    }
    if (before && (jumps(x, before[0], at[0]) || jumps(y, before[1], at[1]))) end()
    piece.push(at)
  }
  end()
  return pieces
}

/**
 * Where a surface has a level: lines through its squares (marching squares), put together at their ends.
 * @param values rows of `count`, upwards
 * @returns points in places of the grid: 0 to count - 1
 */
export function contourLines(values: Float64Array, count: number, level: number): Point[][] {
  const rows = values.length / count
  const at = (column: number, row: number): number => values[row * count + column]! - level
  const lines: Point[][] = []
  for (let row = 0; row < rows - 1; row++)
    for (let column = 0; column < count - 1; column++) {
      const corners = [at(column, row), at(column + 1, row), at(column + 1, row + 1), at(column, row + 1)]
      const places: Point[] = [
        [column, row],
        [column + 1, row],
        [column + 1, row + 1],
        [column, row + 1],
      ]
      const crossings: Point[] = []
      for (let side = 0; side < 4; side++) {
        const [a, b] = [corners[side]!, corners[(side + 1) % 4]!]
        if (a >= 0 === b >= 0) continue
        const [from, to] = [places[side]!, places[(side + 1) % 4]!]
        const share = a / (a - b)
        crossings.push([from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])])
      }
      for (let i = 0; i + 1 < crossings.length; i += 2) lines.push([crossings[i]!, crossings[i + 1]!])
    }
  return joined(lines)
}

/** Lines that meet at an end become one. */
function joined(lines: readonly Point[][]): Point[][] {
  const key = ([x, y]: Point): string => `${x.toFixed(6)} ${y.toFixed(6)}`
  const open = new Map<string, Point[]>()
  const whole = new Set<Point[]>()
  const close = (line: Point[]): void => {
    for (const end of [line[0]!, line.at(-1)!]) if (open.get(key(end)) === line) open.delete(key(end))
    whole.delete(line)
  }
  for (const first of lines) {
    let line = [...first]
    for (const end of [0, -1] as const) {
      const other = open.get(key(line.at(end)!))
      if (other === undefined || other === line) continue
      const meets = key(line.at(end)!)
      close(other)
      const before = key(other.at(-1)!) === meets ? other : other.toReversed()
      const after = end === 0 ? line : line.toReversed()
      line = [...before, ...after.slice(1)]
    }
    whole.add(line)
    open.set(key(line[0]!), line)
    open.set(key(line.at(-1)!), line)
  }
  return [...whole]
}
