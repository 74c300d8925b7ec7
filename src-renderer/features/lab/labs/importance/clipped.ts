import type { Mark, Point } from '../../../../charts/drawing.ts'

interface Pen {
  stroke: string
  strokeWidth: number
  dash?: readonly number[]
  opacity?: number
}

/** A line through points, in px, as far as it lies between two heights: it ends where it leaves them, and begins anew. */
export function clippedLine(points: readonly Point[], top: number, bottom: number, pen: Pen): Mark[] {
  const pieces: Point[][] = []
  let piece: Point[] = []
  const within = (y: number) => y >= top && y <= bottom
  for (const [i, [x, y]] of points.entries()) {
    const before = points[i - 1]
    if (before !== undefined) piece.push(...crossings(before, [x, y], top, bottom))
    if (within(y)) piece.push([x, y])
    const leaves = before !== undefined && !within(y)
    if (leaves && piece.length > 0) {
      pieces.push(piece)
      piece = []
    }
  }
  pieces.push(piece)
  return pieces
    .filter(({ length }) => length > 1)
    .map((each) => ({ kind: 'path', points: each, closed: false, ...pen }))
}

/** Where a segment crosses the two heights, in its own order. */
function crossings([x1, y1]: Point, [x2, y2]: Point, top: number, bottom: number): Point[] {
  return [top, bottom]
    .map((height) => ({ height, share: (height - y1) / (y2 - y1) }))
    .filter(({ share }) => share > 0 && share < 1)
    .sort((a, b) => a.share - b.share)
    .map(({ height, share }): Point => [x1 + share * (x2 - x1), height])
}

/** The area between two lines over the same x, cut at two heights. */
export function clippedBand(
  upper: readonly Point[],
  lower: readonly Point[],
  top: number,
  bottom: number,
  fill: string,
  opacity: number,
): Mark {
  const cut = ([x, y]: Point): Point => [x, Math.min(bottom, Math.max(top, y))]
  return { kind: 'path', points: [...upper.map(cut), ...lower.toReversed().map(cut)], closed: true, fill, opacity }
}
