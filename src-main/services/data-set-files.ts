import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dataSetAbout } from '../../src-shared/domain/data-set.ts'
import type { DataSetAbout } from '../../src-shared/domain/data-set.ts'
import { readNamedFile } from '../files/named-file.ts'

// Recorded trajectories as files: each with what is known of it in a small one beside it.

export const aboutEnding = '.about.json'
const aboutPathOf = (path: string) => path.replace(/\.json$/, '') + aboutEnding

/**
 * Null where nothing stands beside the file, or nothing that this version can read: then the file speaks for itself.
 */
export async function readAbout(path: string): Promise<DataSetAbout | null> {
  const written = await readNamedFile(aboutPathOf(path), aboutLimits).catch(() => null)
  const parsed = dataSetAbout.safeParse(written === null ? null : jsonOrNull(written.toString()))
  return parsed.success ? parsed.data : null
}

/** A world's own tables stand in it. */
const aboutLimits = { mostBytes: 50_000_000, withinMs: 5_000 }

/** The first time. */
export async function writeNewAbout(path: string, about: DataSetAbout): Promise<void> {
  await writeFile(aboutPathOf(path), textOf(about), { flag: 'wx' })
}

/** By a rename: a power cut leaves the old one or the new one. */
export async function replaceAbout(path: string, about: DataSetAbout): Promise<void> {
  const working = `${aboutPathOf(path)}.new`
  await writeFile(working, textOf(about))
  await rename(working, aboutPathOf(path))
}

/** What stands beside it goes last: half deleted it is still listed by nobody, and both names are free again. */
export async function removeDataSet(path: string): Promise<void> {
  await rm(path, { force: true })
  await rm(aboutPathOf(path), { force: true })
}

const textOf = (about: DataSetAbout) => `${JSON.stringify(about, null, 2)}\n`

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const isMissing = (error: unknown) => ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')

export async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

export async function filesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** An empty file under a name that nothing else has: two recordings at once can't take the same one. */
export async function reserve(folder: string, name: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (let number = 1; ; number++) {
    const path = join(folder, `${name}-${number}.json`)
    try {
      await writeFile(path, '', { flag: 'wx' })
      return path
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
