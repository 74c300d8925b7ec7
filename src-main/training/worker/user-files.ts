import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { fileProblem } from '../../../src-shared/domain/file-problem.ts'
import { storedTrajectories } from '../../../src-shared/domain/stored-trajectories.ts'
import type { StoredTrajectories } from '../../../src-shared/domain/stored-trajectories.ts'
import { dataSetLimits, readNamedFile } from '../../files/named-file.ts'

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
