import { readFileSync } from 'node:fs'
import type * as z from 'zod'
import { issuesOf } from '../../../src-shared/contract/errors.ts'
import { fileProblem } from '../../../src-shared/domain/file-problem.ts'
import { CliError, exitCodes } from './terminal.ts'

/** A JSON file, or stdin for "-". What can't be read ends the command with a sentence that names the file. */
export function readJson(path: string): unknown {
  const name = path === '-' ? 'stdin' : path
  let text: string
  try {
    text = readFileSync(path === '-' ? 0 : path, 'utf8')
  } catch (error) {
    throw new CliError(`${name} can't be read: ${fileProblem(error)}.`, exitCodes.usage)
  }
  return parseJson(text, name)
}

/** What was written as JSON in a file or an option of that name. */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
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
  [`${file} doesn't fit:`, ...issues.map(({ path, message }) => `  ${path === '' ? '' : `${path}: `}${message}`)].join('\n')

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
