/** Columns that line up, two spaces apart; the last one isn't padded. */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]!.length)))
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => (column === cells.length - 1 ? cell : cell.padEnd(widths[column]!))).join('  ')
  return `${[header, ...rows].map((cells) => line(cells).trimEnd()).join('\n')}\n`
}

/** "61k", "1.2M"; small numbers as they are, with at most four digits. */
export function shortNumber(value: number): string {
  const size = Math.abs(value)
  if (size >= 999_500) return `${(value / 1e6).toFixed(size < 9.95e6 ? 1 : 0)}M`
  if (size >= 9_950) return `${(value / 1e3).toFixed(0)}k`
  return String(Number(value.toPrecision(4)))
}

/** "8 s", "1 min 52 s", "3 h 5 min". */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3_600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3_600)} h ${Math.floor((whole % 3_600) / 60)} min`
}
