import { CliError, exitCodes } from '../terminal.ts'

/** A README with what stands between `<!-- NAME:start -->` and `<!-- NAME:end -->` put anew. */
export function withSection(readme: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`]
  const from = readme.indexOf(start)
  const to = readme.indexOf(end)
  if (from === -1 || to < from) throw new CliError(`README.md has no place for this table: put ${start} and ${end} where it belongs.`, exitCodes.failed)
  return `${readme.slice(0, from + start.length)}\n${text.trim()}\n${readme.slice(to)}`
}
