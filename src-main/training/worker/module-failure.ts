import { execFile } from 'node:child_process'
import { findPackageJSON } from 'node:module'
import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { moduleEndings } from '../../../src-shared/domain/user-module.ts'
import { moduleLimits, readNamedFile } from '../../files/named-file.ts'

/**
 * What a failed import of a user's module is told as: a sentence that names the module, and the author's own stack, for
 * he looks for the line in his file.
 */
export async function moduleFailure(path: string, error: unknown): Promise<Error> {
  const failure = new Error(`The module ${path} can't be loaded: ${await reasonOf(path, error)}.`, { cause: error })
  failure.stack =
    (error instanceof SyntaxError ? await brokenSyntax(path) : undefined) ??
    (error instanceof Error ? error.stack : undefined) ??
    ''
  return failure
}

async function reasonOf(path: string, error: unknown): Promise<string> {
  if (!moduleEndings.includes(extname(path))) return 'its name should end with .js, .mjs or .ts'
  const message = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')
  const commonJs = error instanceof SyntaxError ? await commonJsPackage(path) : undefined
  if (commonJs === undefined) return message
  const [, ending] = /\.(js|ts)$/.exec(path)!
  const wayOn = `name it .m${ending}, or write "type": "module" there`
  return `${message}. ${commonJs} says "type": "commonjs", so Node reads it as CommonJS: ${wayOn}`
}

/** The package.json that makes a `.js` or `.ts` file CommonJS; undefined where none does. */
async function commonJsPackage(path: string): Promise<string | undefined> {
  if (!/\.(js|ts)$/.test(path)) return undefined
  const url = pathToFileURL(resolve(path))
  const file = findPackageJSON(url)
  if (file === undefined) return undefined
  const text = String(await readNamedFile(file, moduleLimits))
  return (JSON.parse(text) as { type?: unknown }).type === 'commonjs' ? file : undefined
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
