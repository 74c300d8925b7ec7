import { homedir } from 'node:os'
import { join } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Where large things go that can be had again: TensorFlow's libraries, a Chromium for tests. One folder a user, shared
 * by clones.
 */
export function cacheFolder(
  env: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
  home = homedir(),
): string {
  if (env.ASCENT_CACHE) return env.ASCENT_CACHE
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'ascent')
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'ascent', 'cache')
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'ascent')
}
