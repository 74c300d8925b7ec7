import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inputsHash } from './inputs-hash.ts'
import { projectRoot } from './project-root.ts'
import { runBuild } from './run-build.ts'

/** What each part is made from, and the file that says from which state of it the last build was made. */
const parts = {
  renderer: {
    inputs: ['src-renderer', 'src-shared', 'electron.vite.config.ts', 'package-lock.json'],
    stamp: 'out/renderer/.inputs-hash',
  },
  electron: {
    inputs: ['src-main', 'src-shared', 'electron.vite.config.ts', 'package.json', 'package-lock.json'],
    stamp: 'out/main/.inputs-hash',
  },
} as const
export type BuiltPart = keyof typeof parts

export const hashOf = (part: BuiltPart): string => inputsHash(projectRoot, parts[part].inputs)
export const stampOf = (part: BuiltPart): string => join(projectRoot, parts[part].stamp)
export const isBuilt = (part: BuiltPart, hash = hashOf(part)): boolean =>
  existsSync(stampOf(part)) && readFileSync(stampOf(part), 'utf8') === hash

/** Builds a part if what it is made from has changed since the last build. Returns whether it did. */
export async function ensureBuilt(part: BuiltPart, report: (sentence: string) => void = () => {}): Promise<boolean> {
  if (isBuilt(part)) return false
  await runBuild(part, report)
  return true
}
