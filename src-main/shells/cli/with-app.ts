import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createApp } from '../../app.ts'
import type { App } from '../../app.ts'
import { sentenceOf } from '../../../src-shared/contract/errors.ts'
import type { Result } from '../../../src-shared/contract/errors.ts'
import { childProcessLauncher } from '../child-process-launcher.ts'
import { compileCacheFolder, defaultDatabasePath, ensureDataFolder } from '../data-folder.ts'
import { doctorLines } from '../doctor.ts'
import { acquireLock, describeOwner, lockPathOf } from '../lock-file.ts'
import { versionOf } from '../open-app.ts'
import { CliError, exitCodes } from './terminal.ts'
import { messageOf } from './read-json.ts'

/** The folder with package.json and resources/. */
export const root = resolve(import.meta.dirname, '..', '..', '..')

/** Opens the app over a database, does the work, and closes both whatever happens. Writing needs the database's lock; reading never does. */
export async function withApp<T>(database: string | undefined, access: 'read' | 'write', work: (app: App) => Promise<T>): Promise<T> {
  const databasePath = database === undefined ? defaultDatabasePath(ensureDataFolder()) : resolve(database)
  if (access === 'write' && !existsSync(dirname(databasePath))) throw new CliError(`There is no folder ${dirname(databasePath)} to put the database in.`, exitCodes.usage)
  const releaseLock = access === 'write' ? takeLock(databasePath) : () => {}
  try {
    const created = createApp({
      databasePath,
      shell: 'cli',
      version: versionOf(root),
      launcher: childProcessLauncher({ compileCacheFolder: compileCacheFolder() }),
      presetsFolder: join(root, 'resources', 'presets'),
      readOnly: access === 'write' ? null : 'this command only reads.',
      trains: 'own',
      doctor: () => doctorLines({ root }),
    })
    if (!created.ok) throw new CliError(created.error.reason, exitCodes.failed)
    try {
      return await work(created.value)
    } finally {
      await created.value.close('cancel')
    }
  } finally {
    releaseLock()
  }
}

function takeLock(databasePath: string): () => void {
  let taken: ReturnType<typeof acquireLock>
  try {
    taken = acquireLock(lockPathOf(databasePath), 'cli')
  } catch (error) {
    throw new CliError(`The database ${databasePath} can't be written: ${messageOf(error)}`, exitCodes.failed)
  }
  if (!taken.ok) {
    throw new CliError(`${describeOwner(taken.owner)} is writing to ${databasePath}, and only one may. End it, or name another database with --db FILE.`, exitCodes.failed)
  }
  return taken.lock.release
}

/** The value of a call; an error ends the command with its sentence. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new CliError(sentenceOf(result.error), exitCodes.failed)
  return result.value
}
