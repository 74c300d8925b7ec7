import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { openingPage } from './pages.ts'

/**
 * A folder that a snap-packaged browser can read too: those see neither the temporary folder nor folders whose names
 * begin with a dot.
 */
export const visibleFolder = (home = homedir()): string => join(home, 'Ascent')

export interface OpeningFile {
  readonly path: string
  remove(): void
}

/**
 * Writes the file that leads a browser to a tokened address; readable by this user alone. Throws when home can't be
 * written.
 */
export function writeOpeningFile(url: string, folder = visibleFolder()): OpeningFile {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `open-${randomBytes(6).toString('hex')}.html`)
  writeFileSync(path, openingPage(url), { mode: 0o600, flag: 'wx' })
  return { path, remove: () => rmSync(path, { force: true }) }
}
