import { createRequire, isBuiltin } from 'node:module'
import { basename, dirname, join, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { WrittenImport } from './imports-of.ts'

/** Where an import leads. A `path` may still be missing; `nothing` says why it leads nowhere, as a clause. */
export type Target =
  | { kind: 'path'; path: string }
  | { kind: 'builtin'; name: string }
  | { kind: 'data' }
  | { kind: 'nothing'; why: string }

/** The conditions under which Node 24 reads a package's "imports" and "exports" for an `import`. */
const importConditions = new Set(['node', 'import', 'module-sync', 'node-addons'])

/**
 * Where Node finds what the file at `from` imports. A relative path and a `file:` URL stand for one file, its ending
 * written out; `#name`, the package's own name and packages go through package.json. Node keeps what it read of a
 * package.json for as long as its process lives: ask in a process that ends with the question.
 */
export function resolveImport({ specifier, by }: WrittenImport, from: string): Target {
  if (isBuiltin(specifier)) return { kind: 'builtin', name: specifier }
  if (by === 'require') return resolved(from, specifier, undefined)
  if (/^\.{0,2}\//.test(specifier)) return pathOf(new URL(specifier, pathToFileURL(from)))
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(specifier)?.[1]?.toLowerCase()
  if (scheme === 'file') return URL.canParse(specifier) ? pathOf(new URL(specifier)) : nowhere('it is no URL')
  if (scheme === 'data') return { kind: 'data' }
  if (scheme !== undefined) return nowhere(`Node loads nothing from a ${scheme}: URL`)
  return resolved(from, specifier, importConditions)
}

const nowhere = (why: string): Target => ({ kind: 'nothing', why })

function pathOf(url: URL): Target {
  try {
    return { kind: 'path', path: fileURLToPath(url) }
  } catch {
    return nowhere('it is not the URL of a file on this machine')
  }
}

function resolved(from: string, specifier: string, conditions: Set<string> | undefined): Target {
  try {
    // The types don't know of the conditions that Node takes here.
    const options: object | undefined = conditions && { conditions }
    return { kind: 'path', path: createRequire(from).resolve(specifier, options) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code !== 'MODULE_NOT_FOUND') return nowhere(firstLine(error))
    return nowhere(
      isRelative(specifier) ? 'there is no such file' : 'no such package is installed where it could find it',
    )
  }
}

const isRelative = (specifier: string) => /^(\.{1,2}\/|\/|#)/.test(specifier)
const firstLine = (error: unknown) =>
  String((error as Error).message)
    .split('\n')[0]!
    .replace(/\.$/, '')

/** The folder of the installed package that a file belongs to; undefined for a file of the user's own. */
export function packageFolderOf(path: string): string | undefined {
  for (let folder = dirname(path); folder.includes(`${sep}node_modules${sep}`); folder = dirname(folder)) {
    const above = dirname(folder)
    const scoped = basename(above).startsWith('@') ? dirname(above) : above
    const isPackage = !basename(folder).startsWith('@') && basename(scoped) === 'node_modules'
    if (isPackage) return join(folder)
  }
  return undefined
}
