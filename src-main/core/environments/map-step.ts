/** Ways across a map, as rows down and columns right. */
export const left = [0, -1] as const
export const down = [1, 0] as const
export const right = [0, 1] as const
export const up = [-1, 0] as const

type Way = readonly [down: number, right: number]

/**
 * The field beside a state's on a map whose fields are counted row by row; at the map's edge one stays where one is.
 */
export function mapStep(state: number, [down, right]: Way, rows: number, columns: number): number {
  const row = Math.floor(state / columns) + down
  const column = (state % columns) + right
  return row < 0 || row >= rows || column < 0 || column >= columns ? state : row * columns + column
}
