import type { ChartTheme } from '../../../../src-shared/figure/chart-theme.ts'
import type { Mark, Point } from '../../../charts/drawing.ts'

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

/** What the pictures of a replay are drawn with. */
export interface ReplayLook {
  theme: ChartTheme
  /** The run's own. */
  colour: string
}

/** A world at a moment of an episode. */
export interface WorldPicture {
  /** Ground, axes, goal. */
  still(box: Box): Mark[]
  /** @param position in steps, 0 to N */
  moving(box: Box, position: number): Mark[]
}

export const line = (
  from: Point,
  to: Point,
  stroke: string,
  pen: { strokeWidth?: number; dash?: number[] } = {},
): Mark => ({
  kind: 'path',
  points: [from, to],
  closed: false,
  stroke,
  ...pen,
})

/** The steps before a position whose ghosts are drawn, the oldest first: `apart` steps between two. */
export const ghostsBefore = (position: number, count: number, apart: number): { position: number; opacity: number }[] =>
  Array.from({ length: count }, (_, i) => ({
    position: position - (count - i) * apart,
    opacity: 0.08 + (0.26 * (i + 1)) / count,
  })).filter((ghost) => ghost.position >= 0)

/** The action that a position shows; null once the episode is over. */
export const actionStep = (position: number, steps: number): number | null =>
  position >= steps ? null : Math.floor(position)
