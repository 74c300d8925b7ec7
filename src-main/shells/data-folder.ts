import { mkdirSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { databaseName } from '../files/database-name.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Where the database and the settings of this user are: `$ASCENT_HOME`, else the platform's folder. All shells and the
 * CLI use it.
 */
export function dataFolder(
  env: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
  home = homedir() || userInfo().homedir,
): string {
  if (env.ASCENT_HOME) return resolve(env.ASCENT_HOME)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Ascent')
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Ascent')
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'ascent')
}

/** The same, made if it wasn't there, and for this user alone. */
export function ensureDataFolder(folder = dataFolder()): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

export const defaultDatabasePath = (folder = dataFolder()): string => join(folder, databaseName)

/**
 * Where Node may keep compiled sources: never a shared temporary folder, whose content somebody else could have
 * written.
 */
export const compileCacheFolder = (folder = dataFolder()): string => join(folder, 'compiled-sources')
