import type { BenchResults } from '../../bench/results.ts'
import { benchTables } from '../../bench/tables.ts'
import { markdownTable } from './markdown-table.ts'

/** The figures of docs/benchmarks.md, from results alone. */
export function benchMarkdown(results: BenchResults): string {
  const { machine, versions, date, repetitions } = results
  const facts =
    `Measured ${date.slice(0, 10)} on ${machine.cores} cores of ${machine.processor} (${machine.system} ` +
    `${machine.architecture}), Node ${versions.node}. Medians of ${repetitions}.`
  const sections = benchTables(results).map(
    ({ title, header, rows }) => `**${title}**\n\n${markdownTable(header, rows)}`,
  )
  return [facts, ...sections].join('\n\n')
}
