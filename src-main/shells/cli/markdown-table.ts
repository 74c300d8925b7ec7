/** A table as Markdown has it; `figures` are the columns that stand to the right. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  figures: readonly number[] = [],
): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [
    line(header),
    line(header.map((_, column) => (figures.includes(column) ? '---:' : '---'))),
    ...rows.map(line),
  ].join('\n')
}
