import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { fileProblem } from '../../../../src-shared/domain/file-problem.ts'
import { cacheFolder } from './cache-folder.ts'
import { bindingName, installedFolder, manifestName } from './recipe.ts'

const installedManifest = z.object({
  tensorflow: z.string(),
  tfjsNode: z.string(),
  wheelSha256: z.string(),
  node: z.string(),
})
export type InstalledManifest = z.infer<typeof installedManifest>

export type TensorflowNativeStatus =
  | { readonly installed: true; readonly tensorflowVersion: string; readonly folder: string; readonly binding: string }
  | { readonly installed: false; readonly reason: string }

/** Whether TensorFlow native stands ready. Reads one small file; loads nothing. */
export function tensorflowNativeStatus(cache = cacheFolder()): TensorflowNativeStatus {
  const folder = installedFolder(cache)
  const binding = join(folder, bindingName)
  if (!existsSync(folder))
    return { installed: false, reason: 'TensorFlow native is not set up yet. `npm run native:install` does it.' }
  // The folder appears by one rename when everything in it was checked; a damaged one was touched by somebody else.
  const damaged = {
    installed: false,
    reason: `${folder} is damaged. \`npm run native:install\` sets it up again.`,
  } as const
  if (!existsSync(binding) || !existsSync(join(folder, manifestName))) return damaged
  const read = readManifest(join(folder, manifestName))
  if ('problem' in read) return { installed: false, reason: read.problem }
  const manifest = installedManifest.safeParse(read.json)
  return manifest.success ? { installed: true, tensorflowVersion: manifest.data.tensorflow, folder, binding } : damaged
}

function readManifest(path: string): { json: unknown } | { problem: string } {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    // Asked for once a second: also while no more files can be opened.
    return { problem: `${path} can’t be read: ${fileProblem(error)}.` }
  }
  try {
    return { json: JSON.parse(text) }
  } catch {
    return { json: undefined }
  }
}
