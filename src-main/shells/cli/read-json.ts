import { readFileSync } from 'node:fs'
import type * as z from 'zod'
import { issuesOf } from '../../../src-shared/domain/issues.ts'
import { fileProblem } from '../../../src-shared/domain/file-problem.ts'
import { readFileOrPipe, readNamedFile, readToEnd } from '../../files/named-file.ts'
import type { FileLimits } from '../../files/named-file.ts'
import { CliError, exitCodes } from './terminal.ts'

/** A file of Ascent's own, in resources/. */
export const readJson = (path: string): unknown => parseJson(readFileSync(path, 'utf8'), path)

/** A spec, a trace, an exact problem, results of a bench. */
const limits: FileLimits = { mostBytes: 250_000_000, withinMs: 60_000 }

/** A file that a person named. What can't be read ends the command with a sentence that names the file. */
export async function readNamedJson(path: string): Promise<unknown> {
  return parseJson(await textOf(path, readNamedFile(path, limits)), path)
}

/** The same for a command's argument: a pipe and "-", which is stdin, are waited for until they end. */
export async function readJsonArgument(path: string): Promise<unknown> {
  const reading = isStdin(path) ? readToEnd(process.stdin, limits.mostBytes) : readFileOrPipe(path, limits)
  return parseJson(await textOf(inputName(path), reading), inputName(path))
}

async function textOf(name: string, reading: Promise<Buffer>): Promise<string> {
  try {
    return (await reading).toString()
  } catch (error) {
    throw new CliError(`${name} can't be read: ${fileProblem(error)}.`, exitCodes.usage)
  }
}

const isStdin = (path: string) => ['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0'].includes(path)

/** What complaints call it. */
export const inputName = (path: string): string => (isStdin(path) ? 'stdin' : path)

/** What was written as JSON in a file or an option of that name. */
export function parseJson(written: string, name: string): unknown {
  try {
    // Some editors begin a file with a byte order mark.
    return JSON.parse(written.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new CliError(`${name} is not JSON: ${messageOf(error)}`, exitCodes.usage)
  }
}

/** Parses what a file held; every complaint is a line that names the field. */
export function parseOrFail<S extends z.ZodType>(schema: S, value: unknown, file: string): z.infer<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new CliError(issueLines(issuesOf(parsed.error), file), exitCodes.usage)
}

export const issueLines = (issues: readonly { path: string; message: string }[], file: string): string =>
  [`${file} doesn't fit:`, ...issues.map(({ path, message }) => `  ${path === '' ? '' : `${path}: `}${message}`)].join(
    '\n',
  )

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
