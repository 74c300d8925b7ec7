import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf } from './read-json.ts'
import { CliError, exitCodes } from './terminal.ts'
import { root } from './with-app.ts'

/**
 * Puts a text into `docs/NAME.md` between `<!-- NAME:start -->` and `<!-- NAME:end -->`, in place of what stands there.
 */
export function putIntoDocs(name: string, text: string): void {
  const path = join(root, 'docs', `${name}.md`)
  try {
    writeFileSync(path, withSection(readFileSync(path, 'utf8'), name, text))
  } catch (error) {
    throw new CliError(`${path} was left as it is: ${messageOf(error)}`, exitCodes.failed)
  }
}

/** The page with the section anew. Throws where it has no place for it. */
export function withSection(page: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`]
  const from = page.indexOf(start)
  const to = page.indexOf(end)
  if (from === -1 || to < from) throw new Error(`it has no place for this: put ${start} and ${end} where it belongs.`)
  return `${page.slice(0, from + start.length)}\n\n${text.trim()}\n\n${page.slice(to)}`
}
