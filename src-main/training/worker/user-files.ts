import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fileProblem } from '../../../src-shared/domain/file-problem.ts'
import { storedTrajectories } from '../../../src-shared/domain/stored-trajectories.ts'
import type { StoredTrajectories } from '../../../src-shared/domain/stored-trajectories.ts'
import { dataSetLimits, moduleLimits, readNamedFile } from '../../files/named-file.ts'
import { moduleFailure } from './module-failure.ts'

/**
 * A user's ES module. Loaded in a trainer and nowhere else: what goes wrong in it ends this process's job, with the
 * module's own stack.
 * `allowedHash` is what the file looked like when it was allowed; null asks nothing (the author checks the file
 * himself).
 */
export async function loadUserModule(
  path: string,
  allowedHash: string | null,
): Promise<{ module: { default?: unknown }; note: string }> {
  const bytes = await readNamedFile(path, moduleLimits).catch((error: unknown) => {
    throw new Error(`The module ${path} can't be read: ${fileProblem(error)}.`, { cause: error })
  })
  const hash = createHash('sha256').update(bytes).digest('hex')
  if (allowedHash !== null && hash !== allowedHash)
    throw new Error(
      `The module ${path} has changed since it was allowed on this machine. Queue the run again to be asked anew.`,
    )
  const module = await imported(path)
  return { module, note: `The world is the module ${path} (SHA-256 ${hash}).` }
}

async function imported(path: string): Promise<{ default?: unknown }> {
  try {
    return (await import(pathToFileURL(resolve(path)).href)) as { default?: unknown }
  } catch (error) {
    throw await moduleFailure(path, error)
  }
}

/** A data set of stored trajectories, from its file. Throws with a sentence where it can't be read. */
export async function readDataSet(path: string): Promise<{ data: StoredTrajectories; note: string }> {
  const bytes = await readNamedFile(path, dataSetLimits).catch((error: unknown) => {
    throw new Error(`The data set ${path} can't be read: ${fileProblem(error)}.`, { cause: error })
  })
  const text = bytes.toString()
  const parsed = storedTrajectories.safeParse(jsonOf(path, text))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Error(`The data set ${path} can't be used: ${issue!.path.join('.')}: ${issue!.message}.`)
  }
  const hash = createHash('sha256').update(bytes).digest('hex')
  return {
    data: parsed.data,
    note: `The data set ${path} holds ${parsed.data.trajectories.length} trajectories (SHA-256 ${hash}).`,
  }
}

function jsonOf(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(
      `The data set ${path} can't be used: it is not JSON (${(error as Error).message}). Record one with “Record ` +
        'trajectories” on the page of a run.',
      { cause: error },
    )
  }
}

/** Writes a data set, one trajectory after the other: as one text a large one would not fit. */
export async function writeDataSet(
  path: string,
  { trajectories, ...head }: StoredTrajectories,
): Promise<{ steps: number; bytes: number }> {
  const file = await open(path, 'w')
  let steps = 0
  let bytes = 0
  const write = async (text: string) => {
    bytes += (await file.write(text)).bytesWritten
    if (bytes > dataSetLimits.mostBytes)
      throw new Error('They are more than a data set can hold. Record fewer trajectories.')
  }
  try {
    await write(`${JSON.stringify(head).slice(0, -1)},"trajectories":[`)
    for (const [index, trajectory] of trajectories.entries()) {
      steps += trajectory.rewards.length
      await write(`${index === 0 ? '' : ','}\n${JSON.stringify(trajectory)}`)
    }
    await write('\n]}\n')
  } finally {
    await file.close()
  }
  return { steps, bytes }
}
