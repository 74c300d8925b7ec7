import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import type * as z from 'zod'
import { issuesOf } from '../../../src-shared/contract/errors.ts'
import { fileProblem } from '../../../src-shared/domain/file-problem.ts'
import { CliError, exitCodes } from './terminal.ts'

/** A JSON file. What can't be read ends the command with a sentence that names the file. */
export function readJson(path: string): unknown {
  let written: string
  try {
    written = readFileSync(path, 'utf8')
  } catch (error) {
    throw new CliError(`${path} can't be read: ${fileProblem(error)}.`, exitCodes.usage)
  }
  return parseJson(written, path)
}

/** The same for a command's argument: "-" is stdin, which is waited for until it ends. */
export async function readJsonArgument(path: string): Promise<unknown> {
  return path === '-' ? parseJson(await text(process.stdin), inputName(path)) : readJson(path)
}

/** What complaints call it. */
export const inputName = (path: string): string => (path === '-' ? 'stdin' : path)

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
