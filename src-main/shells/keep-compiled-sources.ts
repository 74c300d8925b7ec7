import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { compileCacheFolder, dataFolder } from './data-folder.ts'

/**
 * Takes what is imported from now on as it was compiled at an earlier start: the app and the commands start in two
 * thirds of the time. Where this user has no data folder yet, none is made for it.
 */
export function keepCompiledSources(folder = dataFolder()): void {
  if (existsSync(folder)) enableCompileCache(compileCacheFolder(folder))
}
