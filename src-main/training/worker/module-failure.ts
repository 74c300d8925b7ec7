import { execFile } from 'node:child_process'
import { extname } from 'node:path'

const moduleEndings = new Set(['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts'])

/**
 * What a failed import of a user's module is told as: a sentence that names the module, and the author's own stack, for
 * he looks for the line in his file.
 */
export async function moduleFailure(path: string, error: unknown): Promise<Error> {
  const message = error instanceof Error ? error.message : String(error)
  const reason = moduleEndings.has(extname(path))
    ? message.replace(/\.$/, '')
    : 'its name should end with .js, .mjs or .ts'
  const failure = new Error(`The module ${path} can't be loaded: ${reason}.`, { cause: error })
  failure.stack =
    (error instanceof SyntaxError ? await brokenSyntax(path) : undefined) ??
    (error instanceof Error ? error.stack : undefined) ??
    ''
  return failure
}

/** File, line and column where the syntax breaks. V8 keeps them from whoever imports; Node's own check prints them. */
function brokenSyntax(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    // Inside Electron the program at execPath is Electron.
    execFile(
      process.execPath,
      ['--check', path],
      { timeout: 5_000, env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } },
      (_failed, _out, printed) => {
        resolve(/^[^]*?^SyntaxError.*$/m.exec(printed)?.[0])
      },
    )
  })
}
