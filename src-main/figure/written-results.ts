import { csvCell, numberText } from '../reading/csv-cell.ts'
import type { StepsOrNever } from '../../src-shared/contract/statistics.ts'
import { intervalWords, valueWords } from '../../src-shared/figure/results-table.ts'
import type { ResultsTable, ShownEstimate } from '../../src-shared/figure/results-table.ts'
import { latexText } from './latex-text.ts'

const headOf = ({ estimates }: ResultsTable): string[] => [
  'Variant',
  'N',
  ...estimates.map(({ title }) => title),
  'Seeds',
]
export function markdownResults(table: ResultsTable): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const estimate = (shown: ShownEstimate | null, column: number): string =>
    shown === null
      ? 'none yet'
      : `**${valueWords(shown.value, table.estimates[column]!.name)}**` +
        (shown.interval === null ? '' : ` ${intervalWords(shown.interval)}`)
  return [
    line(headOf(table).map(markdownText)),
    line(['---', '---:', ...table.estimates.map(() => '---:'), '---']),
    ...table.rows.map(({ label, n, estimates, seeds }) =>
      line([markdownText(label), String(n), ...estimates.map(estimate), seeds]),
    ),
    '',
    markdownText(table.note),
    '',
  ].join('\n')
}

/** A text as a cell of a table in Markdown: no character of it means something else there. */
const markdownText = (text: string): string =>
  text.replace(/[\r\n\t]+/g, ' ').replace(/[\\`*_{}[\]<>#|~$&]/g, (letter) => `\\${letter}`)

/** A `tabular` for the package booktabs; the note stands below as a comment, to be taken into a caption. */
export function latexResults(table: ResultsTable): string {
  const line = (cells: readonly string[]) => `  ${cells.join(' & ')} \\\\`
  const estimate = (shown: ShownEstimate | null, column: number): string =>
    shown === null
      ? 'none yet'
      : latexText(valueWords(shown.value, table.estimates[column]!.name)) +
        (shown.interval === null ? '' : ` {\\footnotesize ${latexText(intervalWords(shown.interval))}}`)
  return [
    '% Needs \\usepackage{booktabs}.',
    `\\begin{tabular}{lr${'r'.repeat(table.estimates.length)}l}`,
    '  \\toprule',
    line(headOf(table).map(latexText)),
    '  \\midrule',
    ...table.rows.map(({ label, n, estimates, seeds }) =>
      line([latexText(label), String(n), ...estimates.map(estimate), latexText(seeds)]),
    ),
    '  \\bottomrule',
    '\\end{tabular}',
    `% ${latexText(table.note)}`,
    '',
  ].join('\n')
}

/**
 * Numbers alone, with all their digits: each estimate with its interval as shown and as computed. Steps that no seed
 * took to the threshold are "never".
 */
export function csvResults({ estimates, rows }: ResultsTable): string {
  const columns = ['', 'Low', 'High', 'LowUncut', 'HighUncut']
  const head = ['variant', 'n', ...estimates.flatMap(({ name }) => columns.map((column) => `${name}${column}`))]
  const number = (value: StepsOrNever | undefined): string =>
    value === undefined ? '' : value === 'never' ? value : numberText(value)
  const cells = (shown: ShownEstimate | null): string[] => {
    const interval = shown?.interval
    return [shown?.value, interval?.low, interval?.high, interval?.uncutLow, interval?.uncutHigh].map(number)
  }
  return [head, ...rows.map((row) => [csvCell(row.label), String(row.n), ...row.estimates.flatMap(cells)])]
    .map((line) => `${line.join(',')}\n`)
    .join('')
}
