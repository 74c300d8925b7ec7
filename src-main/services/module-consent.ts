import { resolve } from 'node:path'
import * as z from 'zod'
import { err, ok } from '../../src-shared/contract/errors.ts'
import type { AscentError, Result } from '../../src-shared/contract/errors.ts'
import { fileProblem } from '../../src-shared/domain/file-problem.ts'
import type { ModuleContents } from '../../src-shared/domain/user-module.ts'
import { lookAtFile, moduleLimits } from '../files/named-file.ts'
import type { Database } from '../storage/database.ts'
import { readSetting, saveSetting } from '../storage/repositories/settings.ts'
import type { ServiceContext } from './context.ts'

/**
 * Users' modules that were allowed on this machine: the module's place, and the SHA-256 over it and all that it imports
 * as they were then. Of earlier versions the module's file alone was hashed: such a one fits nothing, and is asked again.
 */
const key = 'allowed-modules'
const allowedModules = z.record(z.string(), z.string()).catch({})

const readAllowed = (database: Database) => allowedModules.parse(readSetting(database, key) ?? {})

/** Empty where the module was never allowed: then nothing fits. */
export const allowedHash = (database: Database, path: string): string => readAllowed(database)[resolve(path)] ?? ''

export function allowModule(database: Database, path: string, sha256: string): void {
  saveSetting(database, key, { ...readAllowed(database), [resolve(path)]: sha256 })
}

/** That the module's file can't be read; null when it can. What it imports is looked at when it is to be loaded. */
export async function moduleFileProblem(path: string): Promise<{ path: string; message: string } | null> {
  try {
    await lookAtFile(path, moduleLimits)
    return null
  } catch (error) {
    return { path: 'environment.path', message: `${path} can't be read: ${fileProblem(error)}` }
  }
}

/** Reading and parsing takes a moment, and a folder may be slow. */
const readAtMostMs = 60_000

/**
 * What a module consists of. A process of its own reads it: that can take long and use much, and Node would keep what it
 * read of package.json files. The module is not run.
 */
async function readModule({ ask }: Pick<ServiceContext, 'ask'>, path: string): Promise<Result<ModuleContents>> {
  const asked = await ask({ kind: 'module-contents', path: resolve(path) }, readAtMostMs)
  const answer = asked.ok && asked.answer.kind === 'module-contents' ? asked.answer : null
  if (answer !== null && answer.contents !== null) return ok(answer.contents)
  const reasons = answer?.problems ?? [asked.ok ? 'the trainer answered something else' : asked.message]
  return err({
    kind: 'invalid-input',
    issues: reasons.map((message) => ({ path: 'environment.path', message: message.replace(/\.$/, '') })),
  })
}

/** Why a module can't be used now; null when it was allowed as it is. */
export async function moduleRefusal(
  context: Pick<ServiceContext, 'ask' | 'database'>,
  path: string,
): Promise<AscentError | null> {
  const read = await readModule(context, path)
  if (!read.ok) return read.error
  const allowed = allowedHash(context.database, path) === read.value.sha256
  return allowed ? null : { kind: 'module-not-allowed', path, contents: read.value }
}
