import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileProblem } from '../../src-shared/domain/file-problem.ts'
import type { StorageError } from './storage-error.ts'

/** What is wrong with the place itself, before SQLite looks at it: of a folder it would say "disk I/O error". */
export function placeProblem(path: string): StorageError | undefined {
  if (path === ':memory:') return undefined
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory()) return cannotOpen(`${path} is a folder; name a file in it with --db.`)
  if (found !== undefined && !found.isFile())
    return cannotOpen(`${path} is not a file that can hold a database; name another with --db.`)
  const folder = statSync(dirname(path), { throwIfNoEntry: false })
  if (folder === undefined) return cannotUse(path, 'there is no such folder')
  return folder.isDirectory() ? undefined : cannotUse(path, 'a part of its path is a file, not a folder')
}

/** SQLite's codes as clauses; longer codes, like SQLITE_IOERR_READ, begin with one of these. */
const meanings: readonly (readonly [string, string])[] = [
  [
    'SQLITE_CANTOPEN',
    'it may not be read, or its folder not be written, which reading needs too (a copy elsewhere can be read)',
  ],
  ['SQLITE_READONLY', 'it, or its folder, may not be written, which reading needs too (a copy elsewhere can be read)'],
  ['SQLITE_FULL', 'the disk is full'],
  ['SQLITE_BUSY', 'another program is writing to it'],
  ['SQLITE_CORRUPT', 'it is damaged'],
]

/** Why SQLite can't use a file, in words and with a way on. */
export function openProblem(path: string, error: unknown): StorageError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'SQLITE_NOTADB')
    return { kind: 'foreign-file', reason: `${path} is not a database; name another with --db or move it away.` }
  const meaning = meanings.find(([begin]) => code.startsWith(begin))?.[1]
  return cannotUse(path, meaning ?? fileProblem(error))
}

const cannotOpen = (reason: string): StorageError => ({ kind: 'cannot-open', reason })
const cannotUse = (path: string, why: string): StorageError =>
  cannotOpen(`The database ${path} can't be used: ${why}. Name another with --db.`)
