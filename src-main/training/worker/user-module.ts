import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A user's ES module. Loaded in a trainer and nowhere else: what goes wrong in it ends this process's job, with the module's own stack. */
export async function loadUserModule(path: string): Promise<{ default?: unknown }> {
  return (await import(pathToFileURL(resolve(path)).href)) as { default?: unknown }
}
