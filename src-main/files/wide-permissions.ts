import { statSync } from 'node:fs'

/**
 * What of a user's own files and folders others on this machine can get at, in a sentence with the way to end it; null
 * where they can't. Windows has other means, which these bits say nothing of.
 */
export function widePermissions(paths: readonly string[]): string | null {
  if (process.platform === 'win32') return null
  const wide = paths.flatMap((path) => {
    const found = statSync(path, { throwIfNoEntry: false })
    return found === undefined || (found.mode & 0o077) === 0 ? [] : [{ path, found }]
  })
  if (wide.length === 0) return null
  const names = wide.map(({ path, found }) => `${path} (${(found.mode & 0o777).toString(8)})`).join(' and ')
  const commands = wide.map(({ path, found }) => `chmod ${found.isDirectory() ? 700 : 600} ${quoted(path)}`).join('; ')
  return `Other users of this machine can open ${names}. To keep your experiments to yourself: ${commands}`
}

/** As a shell reads it. */
const quoted = (path: string): string => `'${path.replaceAll("'", `'\\''`)}'`
