/**
 * A picture as data: painted on a canvas while one looks at it (`paint-drawing.ts`), written as SVG when it is exported
 * (`drawing-svg.ts`). Everything in px, from the upper left corner; later marks lie over earlier ones.
 */
export interface Drawing extends Size {
  ground: string
  marks: readonly Mark[]
}

export interface Size {
  width: number
  height: number
}

export type Point = readonly [x: number, y: number]

interface Pen {
  fill?: string
  stroke?: string
  strokeWidth?: number
  /** Lengths of strokes and gaps. */
  dash?: readonly number[]
  opacity?: number
}

export type Mark =
  | ({ kind: 'rect'; x: number; y: number; width: number; height: number; radius?: number } & Pen)
  | ({ kind: 'circle'; x: number; y: number; radius: number } & Pen)
  /** A rectangle of equal cells, row by row from above, without lines between them: "#rrggbb" each. */
  | {
      kind: 'cells'
      x: number
      y: number
      width: number
      height: number
      columns: number
      colours: readonly string[]
      opacity?: number
    }
  /** A polygon where it is closed. */
  | ({ kind: 'path'; points: readonly Point[]; closed: boolean } & Pen)
  | {
      kind: 'text'
      x: number
      /** Of the line on which letters stand. */
      y: number
      text: string
      size: number
      weight?: 400 | 500 | 600
      fill: string
      at?: 'start' | 'middle' | 'end'
      /** Behind the letters, where they cross lines. */
      halo?: string
    }

/** From a point to another, with a filled head of a size in px; nothing where it would be all head. */
export function arrow(
  from: Point,
  to: Point,
  colour: string,
  strokeWidth: number,
  headPx: number,
  opacity = 1,
): Mark[] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const length = Math.hypot(dx, dy)
  if (length < headPx) return []
  const [ux, uy] = [dx / length, dy / length]
  const neck: Point = [to[0] - ux * headPx, to[1] - uy * headPx]
  const half = headPx * 0.6
  return [
    { kind: 'path', points: [from, neck], closed: false, stroke: colour, strokeWidth, opacity },
    {
      kind: 'path',
      points: [to, [neck[0] - uy * half, neck[1] + ux * half], [neck[0] + uy * half, neck[1] - ux * half]],
      closed: true,
      fill: colour,
      opacity,
    },
  ]
}
