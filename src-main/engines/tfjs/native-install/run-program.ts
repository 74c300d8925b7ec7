import { spawn } from 'node:child_process'

export interface ProgramResult {
  /** undefined when the program could not be started at all. */
  readonly exitCode: number | undefined
  readonly output: string
}

/**
 * Runs a program to its end and keeps the last of what it wrote (both streams). Never throws: a program that isn't
 * there is an answer too.
 */
export function runProgram(
  program: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string; signal?: AbortSignal } = {},
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    let output = ''
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-8_000)
    }
    const child = spawn(program, args, {
      env: options.env ?? process.env,
      cwd: options.cwd,
      signal: options.signal,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => resolve({ exitCode: undefined, output: error.message }))
    child.on('close', (code) => resolve({ exitCode: code ?? undefined, output }))
  })
}
