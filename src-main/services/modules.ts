import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import * as z from 'zod'
import type { AscentError } from '../../src-shared/contract/errors.ts'
import { fileProblem } from '../../src-shared/domain/file-problem.ts'
import { moduleLimits, readNamedFile } from '../files/named-file.ts'
import type { Database } from '../storage/database.ts'
import { readSetting, saveSetting } from '../storage/repositories/settings.ts'

/** Users' modules that were allowed on this machine: the file's place, and its SHA-256 as it was then. */
const key = 'allowed-modules'
const allowedModules = z.record(z.string(), z.string()).catch({})

const readAllowed = (database: Database) => allowedModules.parse(readSetting(database, key) ?? {})

/** Empty where the module was never allowed: then no file fits. */
export const allowedHash = (database: Database, path: string): string => readAllowed(database)[resolve(path)] ?? ''

export function allowModule(database: Database, path: string, sha256: string): void {
  saveSetting(database, key, { ...readAllowed(database), [resolve(path)]: sha256 })
}

/** Why a module can't be trained on now; null when it was allowed as it is. The file is read, never run. */
export async function moduleRefusal(database: Database, path: string): Promise<AscentError | null> {
  let bytes: Buffer
  try {
    bytes = await readNamedFile(path, moduleLimits)
  } catch (error) {
    return {
      kind: 'invalid-input',
      issues: [{ path: 'environment.path', message: `${path} can't be read: ${fileProblem(error)}` }],
    }
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return allowedHash(database, path) === sha256 ? null : { kind: 'module-not-allowed', path, sha256 }
}
