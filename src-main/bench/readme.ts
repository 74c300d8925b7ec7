import type { BenchResults } from './results.ts'
import { benchTables } from './tables.ts'

const start = '<!-- bench:start -->'
const end = '<!-- bench:end -->'

/** The README with its section between the two marks made anew from the results. Throws where the marks are missing. */
export function withBenchSection(readme: string, results: BenchResults): string {
  const from = readme.indexOf(start)
  const to = readme.indexOf(end)
  if (from < 0 || to < from) throw new Error(`The README has no section between ${start} and ${end}.`)
  return `${readme.slice(0, from + start.length)}\n\n${benchMarkdown(results)}\n${readme.slice(to)}`
}

export function benchMarkdown(results: BenchResults): string {
  const { machine, versions, date, repetitions } = results
  const facts = `Measured ${date.slice(0, 10)} on ${machine.cores} cores of ${machine.processor} (${machine.system} ${machine.architecture}), Node ${versions.node}. Medians of ${repetitions}.`
  const sections = benchTables(results).map(({ title, header, rows }) => {
    const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
    return [`**${title}**`, '', line(header), line(header.map(() => '---')), ...rows.map(line), ''].join('\n')
  })
  return [facts, '', ...sections].join('\n')
}
