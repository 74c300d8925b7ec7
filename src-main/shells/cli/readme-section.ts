import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf } from './read-json.ts'
import { CliError, exitCodes } from './terminal.ts'
import { root } from './with-app.ts'

/**
 * Puts a text in the project's README between `<!-- NAME:start -->` and `<!-- NAME:end -->`, in place of what stands
 * there.
 */
export function putIntoReadme(name: string, text: string): void {
  const path = join(root, 'README.md')
  try {
    writeFileSync(path, withSection(readFileSync(path, 'utf8'), name, text))
  } catch (error) {
    throw new CliError(`${path} was left as it is: ${messageOf(error)}`, exitCodes.failed)
  }
}

/** The README with the section anew. Throws where it has no place for it. */
export function withSection(readme: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`]
  const from = readme.indexOf(start)
  const to = readme.indexOf(end)
  if (from === -1 || to < from) throw new Error(`it has no place for this: put ${start} and ${end} where it belongs.`)
  return `${readme.slice(0, from + start.length)}\n\n${text.trim()}\n\n${readme.slice(to)}`
}
