/** Numbers on a grid, row by row. */
export interface Grid {
  columns: number
  rows: number
  values: readonly number[]
}

type Segment = [from: readonly [x: number, y: number], to: readonly [x: number, y: number]]

/**
 * Where a field on a grid has a value, as segments in units of columns and rows (marching triangles: each cell is cut in
 * two along a diagonal, so that no case is ambiguous).
 */
export function isolines({ columns, rows, values }: Grid, level: number): Segment[] {
  const segments: Segment[] = []
  const corner = (x: number, y: number) => ({ x, y, value: values[y * columns + x]! })
  for (let y = 0; y + 1 < rows; y++)
    for (let x = 0; x + 1 < columns; x++) {
      const [a, b, c, d] = [corner(x, y), corner(x + 1, y), corner(x + 1, y + 1), corner(x, y + 1)]
      for (const triangle of [
        [a, b, c],
        [a, c, d],
      ] as const) {
        const crossings = [0, 1, 2].flatMap((i): Segment[0][] => {
          const [from, to] = [triangle[i]!, triangle[(i + 1) % 3]!]
          if (from.value < level === to.value < level) return []
          const share = (level - from.value) / (to.value - from.value)
          return [[from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)]]
        })
        if (crossings.length === 2) segments.push([crossings[0]!, crossings[1]!])
      }
    }
  return segments
}
