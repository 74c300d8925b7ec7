export type MapField = 'S' | 'G' | 'H' | '#' | '.'

/** Keys that set a field at once. */
export const keysOfField: Record<string, MapField | undefined> = {
  s: 'S',
  S: 'S',
  g: 'G',
  G: 'G',
  h: 'H',
  H: 'H',
  '#': '#',
  '.': '.',
  Delete: '.',
  Backspace: '.',
}

export function withField(map: readonly string[], row: number, column: number, field: MapField): string[] {
  return map.map((line, r) => (r === row ? line.slice(0, column) + field + line.slice(column + 1) : line))
}

/** More rows and columns are floor; fewer cut the last ones off. */
export function resized(map: readonly string[], rows: number, columns: number): string[] {
  return Array.from({ length: rows }, (_, row) => (map[row] ?? '').padEnd(columns, '.').slice(0, columns))
}
