import { existsSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { createApp } from '../../app.ts'
import type { App } from '../../app.ts'
import { sentenceOf } from '../../../src-shared/contract/errors.ts'
import type { Result } from '../../../src-shared/contract/errors.ts'
import { fileProblem } from '../../../src-shared/domain/file-problem.ts'
import { childProcessLauncher } from '../child-process-launcher.ts'
import { compileCacheFolder, dataFolder, defaultDatabasePath, ensureDataFolder } from '../data-folder.ts'
import { doctorLines } from '../doctor.ts'
import { acquireLock, describeOwner, lockPathOf } from '../lock-file.ts'
import { versionOf } from '../open-app.ts'
import { CliError, exitCodes } from './terminal.ts'

/** The folder with package.json and resources/. */
export const root = resolve(import.meta.dirname, '..', '..', '..')

/**
 * Opens the app over a database, does the work, and closes both whatever happens. Writing needs the database's lock;
 * reading never does. A database that was made for this and in which nothing was stored is gone afterwards: a refused
 * spec leaves no file behind.
 */
export async function withApp<T>(
  database: string | undefined,
  access: 'read' | 'write',
  work: (app: App) => Promise<T>,
): Promise<T> {
  const databasePath = database === undefined ? ownDatabase(access) : resolve(database)
  if (access === 'write' && !existsSync(dirname(databasePath)))
    throw new CliError(`There is no folder ${dirname(databasePath)} to put the database in.`, exitCodes.usage)
  const releaseLock = access === 'write' ? takeLock(databasePath) : () => {}
  let isForNothing = access === 'write' && !existsSync(databasePath)
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
      // What the database refuses is told in a sentence; a stack is for our own faults.
      reportFault: (error) => {
        if (!(error instanceof Error && error.name === 'SqliteError')) console.error(error)
      },
    })
    if (!created.ok) throw new CliError(created.error.reason, exitCodes.failed)
    try {
      return await work(created.value)
    } finally {
      isForNothing &&= await holdsNothing(created.value)
      await created.value.close('cancel')
    }
  } finally {
    if (isForNothing) for (const ending of ['', '-wal', '-shm']) rmSync(`${databasePath}${ending}`, { force: true })
    releaseLock()
  }
}

async function holdsNothing(app: App): Promise<boolean> {
  const tree = await app.call('history.tree', { deleted: true })
  const labs = await app.call('labs.list', {})
  return tree.ok && tree.value.experiments.length === 0 && labs.ok && labs.value.labs.length === 0
}

/** In this user's data folder, which is made for writing only. */
function ownDatabase(access: 'read' | 'write'): string {
  if (access === 'read') return defaultDatabasePath()
  try {
    return defaultDatabasePath(ensureDataFolder())
  } catch (error) {
    // Node tells of a read-only disk that there is no such file.
    const why =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'a folder above it may not be written' : fileProblem(error)
    throw new CliError(
      `The data folder ${dataFolder()} can't be made: ${why}. Name another folder with ASCENT_HOME, or a database with --db FILE.`,
      exitCodes.failed,
    )
  }
}

function takeLock(databasePath: string): () => void {
  let taken: ReturnType<typeof acquireLock>
  try {
    taken = acquireLock(lockPathOf(databasePath), 'cli')
  } catch (error) {
    throw new CliError(
      `The database ${databasePath} can't be written: ${fileProblem(error)}. Name another with --db FILE.`,
      exitCodes.failed,
    )
  }
  if (!taken.ok) {
    throw new CliError(
      `${describeOwner(taken.owner)} is writing to ${databasePath}, and only one may. End it, or name another database with --db FILE.`,
      exitCodes.failed,
    )
  }
  return taken.lock.release
}

/** The value of a call; an error ends the command with its sentence. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new CliError(sentenceOf(result.error), exitCodes.failed)
  return result.value
}
