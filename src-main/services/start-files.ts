import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startFile } from '../../src-shared/domain/initial-parameters.ts'
import type { ExperimentSpec } from '../../src-shared/domain/spec.ts'

// Checkpoints that variants start from, each a file named by its SHA-256. It stays while a spec names it, in the bin too.

/** Keeps these bytes, and returns the file's name. */
export function keepStartFile(folder: string, bytes: Uint8Array): string {
  const name = createHash('sha256').update(bytes).digest('hex')
  const path = join(folder, name)
  if (existsSync(path)) return name
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // By a rename: a power cut leaves no half file under a hash that it doesn't have.
  const working = `${path}.new`
  writeFileSync(working, bytes, { mode: 0o600 })
  renameSync(working, path)
  return name
}

/** The files that a spec's variants start from and that aren't there. */
export function missingStartFiles(folder: string, { variants }: ExperimentSpec): { path: string; message: string }[] {
  return variants.flatMap((variant, index) => {
    const file = startFile(variant)
    if (file === null || existsSync(join(folder, file.file))) return []
    const message = 'the checkpoint that it starts from is not on this machine any more; fork it again, or leave it out'
    return [{ path: `variants[${index}].initialParameters.file`, message }]
  })
}

/** Younger ones may belong to a design that nobody has queued yet. */
const spareMs = 24 * 3_600_000

/** Removes what `isNamed` by no spec, nor by Design's draft. */
export function removeUnusedStartFiles(folder: string, isNamed: (name: string) => boolean, now: number): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (now - statSync(path).mtimeMs >= spareMs && !isNamed(name)) rmSync(path, { force: true })
  }
}
