import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { storedTrajectories } from '../../../src-shared/domain/stored-trajectories.ts'
import type { StoredTrajectories } from '../../../src-shared/domain/stored-trajectories.ts'

/**
 * A user's ES module. Loaded in a trainer and nowhere else: what goes wrong in it ends this process's job, with the module's own stack.
 * `allowedHash` is what the file looked like when it was allowed; null asks nothing (the author checks the file himself).
 */
export async function loadUserModule(path: string, allowedHash: string | null): Promise<{ module: { default?: unknown }; note: string }> {
  const hash = createHash('sha256').update(await readFile(path)).digest('hex')
  if (allowedHash !== null && hash !== allowedHash) throw new Error(`The module ${path} has changed since it was allowed on this machine. Queue the run again to be asked anew.`)
  const module = (await import(pathToFileURL(resolve(path)).href)) as { default?: unknown }
  return { module, note: `The world is the module ${path} (SHA-256 ${hash}).` }
}

/** A data set of stored trajectories, from its file. Throws with a sentence where it can't be read. */
export async function readDataSet(path: string): Promise<{ data: StoredTrajectories; note: string }> {
  const text = await readFile(path, 'utf8')
  const parsed = storedTrajectories.safeParse(JSON.parse(text))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Error(`The data set ${path} can't be used: ${issue!.path.join('.')}: ${issue!.message}.`)
  }
  const hash = createHash('sha256').update(text).digest('hex')
  return { data: parsed.data, note: `The data set ${path} holds ${parsed.data.trajectories.length} trajectories (SHA-256 ${hash}).` }
}
