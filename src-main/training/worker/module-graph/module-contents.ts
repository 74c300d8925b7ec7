import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path'
import { fileProblem } from '../../../../src-shared/domain/file-problem.ts'
import type { ModuleContents } from '../../../../src-shared/domain/user-module.ts'
import { moduleLimits, readNamedFile } from '../../../files/named-file.ts'
import { importsOf, loadsThrough } from './imports-of.ts'
import type { WrittenImport, WrittenImports } from './imports-of.ts'
import { packageFolderOf, resolveImport } from './resolve-import.ts'

/** Beyond these nothing is asked about: nobody could say what he allows. */
export interface ContentsLimits {
  files: number
  bytes: number
}
const defaultLimits: ContentsLimits = { files: 200, bytes: 32_000_000 }

interface LocalFile {
  sha256: string
  /** What each import is written as, and where it leads. */
  leadsTo: [specifier: string, target: string][]
}

/**
 * What a user's module consists of, by reading it and what it imports; nothing of it is run. Problems, a clause each,
 * say why it could not be loaded: an import that leads nowhere, a file that can't be read.
 */
export async function moduleContents(
  path: string,
  limits: ContentsLimits = defaultLimits,
): Promise<{ contents: ModuleContents } | { problems: string[] }> {
  const entry = await realpath(resolve(path)).catch((error: unknown) => ({ why: fileProblem(error) }))
  if (typeof entry !== 'string') return { problems: [`${path} can't be read: ${entry.why}`] }
  const nameOf = (file: string) => relative(dirname(entry), file).split(sep).join('/')
  const files = new Map<string, LocalFile>()
  const packages = new Map<string, { name: string; version: string }>()
  const unknowable: string[] = []
  const problems: string[] = []
  let bytes = 0
  /** Each is read once, so circles end. `importedAs` goes before what is wrong with it. */
  const waiting: { file: string; importedAs: string }[] = [{ file: entry, importedAs: '' }]
  const seen = new Set([entry])

  /** The name under which it is kept; undefined where it leads nowhere. */
  const follow = async (written: WrittenImport, from: string): Promise<string | undefined> => {
    const importedAs = `${nameOf(from)} ${written.by}s ${written.specifier}: `
    const leadsNowhere = (why: string) => {
      if (!written.optional) problems.push(`${importedAs}${why}`)
      return undefined
    }
    const target = resolveImport(written, from)
    if (target.kind === 'builtin') {
      const through = loadsThrough(target.name)
      if (through !== undefined) unknowable.push(`${nameOf(from)} ${through}`)
      return target.name
    }
    if (target.kind === 'data') {
      unknowable.push(`${nameOf(from)} imports code from a data: URL`)
      return 'data:'
    }
    if (target.kind === 'nothing') return leadsNowhere(target.why)
    // Node goes by where a link leads, too.
    const file = await realpath(target.path).catch((error: unknown) => ({ why: fileProblem(error) }))
    if (typeof file !== 'string') return leadsNowhere(file.why)
    const folder = packageFolderOf(file)
    if (folder !== undefined) {
      if (!packages.has(folder)) packages.set(folder, await packageIn(folder))
      const { name, version } = packages.get(folder)!
      return `${name}@${version}`
    }
    if (!seen.has(file)) waiting.push({ file, importedAs })
    seen.add(file)
    return nameOf(file)
  }

  for (const { file, importedAs } of waiting) {
    if (files.size === limits.files)
      return {
        problems: [`${basename(entry)} imports more than ${limits.files} files of its own: install them as a package`],
      }
    const read = await readNamedFile(file, moduleLimits).catch((error: unknown) => ({ why: fileProblem(error) }))
    if ('why' in read) {
      problems.push(importedAs === '' ? `${path} can't be read: ${read.why}` : `${importedAs}${read.why}`)
      continue
    }
    bytes += read.length
    if (bytes > limits.bytes) {
      const most = `${(limits.bytes / 1e6).toLocaleString('en-US')} MB`
      return { problems: [`${basename(entry)} with the files that it imports is larger than ${most}`] }
    }
    const written = await writtenImports(file, read)
    for (const what of written.unknowable) unknowable.push(`${nameOf(file)} ${what}`)
    const leadsTo: LocalFile['leadsTo'] = []
    for (const one of written.imports) {
      const target = await follow(one, file)
      if (target !== undefined) leadsTo.push([one.specifier, target])
    }
    files.set(file, { sha256: sha256Of(read), leadsTo })
  }
  if (problems.length > 0) return { problems: [...new Set(problems)] }

  const inOrder = [...files].map(([file, local]) => ({ path: nameOf(file), ...local }))
  const [first, ...others] = inOrder
  const sorted = [first!, ...others.sort((a, b) => (a.path < b.path ? -1 : 1))]
  const installed = [...packages.values()].sort((a, b) =>
    `${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1,
  )
  return {
    contents: {
      // Where imports lead counts too: package.json may exchange two files without either changing.
      sha256: sha256Of(JSON.stringify({ files: sorted, packages: installed })),
      files: sorted.map(({ path: name, sha256 }) => ({ path: name, sha256 })),
      packages: installed,
      unknowable: [...new Set(unknowable)],
    },
  }
}

const sha256Of = (content: Uint8Array | string) => createHash('sha256').update(content).digest('hex')

/** Node takes what ends otherwise for JavaScript; JSON and native addons import nothing. */
async function writtenImports(file: string, bytes: Buffer): Promise<WrittenImports> {
  switch (extname(file)) {
    case '.json':
      return { imports: [], unknowable: [] }
    case '.node':
      return { imports: [], unknowable: ['is native code, and may load more'] }
    case '.wasm':
      return importsOfWebAssembly(bytes)
    default:
      return importsOf(file, bytes.toString('utf8'))
  }
}

/** A WebAssembly module names what it imports; compiling it runs nothing. */
async function importsOfWebAssembly(bytes: Buffer): Promise<WrittenImports> {
  try {
    const names = WebAssembly.Module.imports(await WebAssembly.compile(new Uint8Array(bytes))).map(
      ({ module }) => module,
    )
    const specifiers = [...new Set(names)].filter((name) => !name.startsWith('wasm:'))
    return { imports: specifiers.map((specifier) => ({ specifier, by: 'import', optional: true })), unknowable: [] }
  } catch {
    return { imports: [], unknowable: ['can’t be read as WebAssembly, so what it imports is not known'] }
  }
}

async function packageIn(folder: string): Promise<{ name: string; version: string }> {
  const nameByFolder = folder.slice(folder.lastIndexOf(`node_modules${sep}`) + 'node_modules/'.length)
  try {
    const { name, version } = JSON.parse(
      String(await readNamedFile(join(folder, 'package.json'), moduleLimits)),
    ) as Record<string, unknown>
    return {
      name: typeof name === 'string' ? name : nameByFolder,
      version: typeof version === 'string' ? version : 'without a version',
    }
  } catch {
    return { name: nameByFolder, version: 'without a version' }
  }
}
