/** A small drawing of a world, enough to know it by, as data: whoever shows it draws it within `pictureSize`. */
export type WorldPicture =
  /** Fields of a map, one string a row: S start, G goal, H hole, # wall. */
  | { kind: 'tiles'; rows: readonly string[] }
  | { kind: 'bars'; values: readonly number[] }
  | { kind: 'chain'; states: number }
  | { kind: 'graph'; nodes: number }
  | { kind: 'text'; text: string }
  | { kind: 'shapes'; shapes: readonly Shape[] }

export const pictureSize = { width: 240, height: 84 }

export type Point = readonly [x: number, y: number]
export type Shape = { look: ShapeLook } & (
  | { line: readonly Point[] }
  | { ellipse: readonly [x: number, y: number, radiusX: number, radiusY: number] }
  | { box: readonly [x: number, y: number, width: number, height: number] }
)
export type ShapeLook = 'ground' | 'hill' | 'goalLine' | 'body' | 'pole' | 'joint' | 'flag' | 'trace'
