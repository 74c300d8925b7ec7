import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, extname, join, resolve } from 'node:path'
import { err, ok } from '../../src-shared/contract/errors.ts'
import type { Result } from '../../src-shared/contract/errors.ts'
import type { ResultOf } from '../../src-shared/contract/methods.ts'
import { fileProblem } from '../../src-shared/domain/file-problem.ts'
import { moduleEndings } from '../../src-shared/domain/user-module.ts'
import { withinTime } from '../files/time-limit.ts'

type Listing = ResultOf<'modules.list'>

const listWithinMs = 5_000
/** More than these nobody looks through, and each has to be asked what it is. */
const mostEntries = 1_000

/**
 * Folders, and files that may be a module; hidden ones are left out. Without `folder` it is the one of the file `near`,
 * or else the home folder.
 */
export async function listModuleFolder(folder: string | null, near: string): Promise<Result<Listing>> {
  const place = folder ?? (await folderNear(near))
  try {
    return ok(await withinTime(listWithinMs, (checkTime) => listingOf(resolve(place), checkTime)))
  } catch (error) {
    return err({
      kind: 'invalid-input',
      issues: [{ path: '', message: `${place} can’t be listed: ${problemOf(error)}` }],
    })
  }
}

async function folderNear(near: string): Promise<string> {
  if (near === '') return homedir()
  const folder = dirname(resolve(near))
  const found = await withinTime(listWithinMs, () => stat(folder)).catch(() => null)
  return found?.isDirectory() ? folder : homedir()
}

async function listingOf(folder: string, checkTime: () => void): Promise<Listing> {
  const entries: Listing['entries'] = []
  const shown = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !name.startsWith('.'))
  for (const entry of shown.sort((a, b) => a.name.localeCompare(b.name))) {
    checkTime()
    const path = join(folder, entry.name)
    const isModule = moduleEndings.includes(extname(entry.name)) && !/\.d\.[cm]?ts$/.test(entry.name)
    // A link is what it leads to; one that leads nowhere is nothing.
    const kind = entry.isSymbolicLink() ? await stat(path).catch(() => null) : entry
    if (kind?.isDirectory()) entries.push({ kind: 'folder', name: entry.name, path })
    else if (kind?.isFile() && isModule) entries.push({ kind: 'file', name: entry.name, path })
    if (entries.length > mostEntries) break
  }
  const parent = dirname(folder)
  return {
    folder,
    parent: parent === folder ? null : parent,
    entries: entries.slice(0, mostEntries).sort((a, b) => Number(b.kind === 'folder') - Number(a.kind === 'folder')),
    more: entries.length > mostEntries,
  }
}

const problemOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'there is no such folder' : fileProblem(error)

/** The first name in the data folder that is free: my-world.mjs, my-world-2.mjs, ... */
export async function freeModulePath(folder: string): Promise<string> {
  const taken = new Set(await readdir(folder).catch(() => []))
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'my-world.mjs' : `my-world-${number}.mjs`
    if (!taken.has(name)) return join(folder, name)
  }
}

/** Writes the template where nothing is yet. A relative path is one in the data folder. */
export async function createModule(
  written: string,
  dataFolder: string,
  template: string,
): Promise<Result<{ path: string }>> {
  const path = resolve(dataFolder, written.replace(/^~(?=[\\/])/, homedir()))
  const refused = (message: string) => err({ kind: 'invalid-input', issues: [{ path: 'path', message }] })
  if (!moduleEndings.includes(extname(path))) return refused(`${path} should end with .mjs, .js or .ts`)
  try {
    const text = await readFile(template, 'utf8')
    if (dirname(path) === dataFolder) await mkdir(dataFolder, { recursive: true, mode: 0o700 })
    await writeFile(path, text, { flag: 'wx' })
    return ok({ path })
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    return refused(
      isThere
        ? `${path} is there already, and stays as it is; choose another name`
        : `${path} can’t be written: ${problemOf(error)}`,
    )
  }
}
