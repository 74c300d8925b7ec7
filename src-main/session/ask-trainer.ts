import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Question } from '../training/protocol/job.ts'
import { askTrainer as ask } from '../training/supervisor/ask.ts'
import type { Asked } from '../training/supervisor/ask.ts'
import type { ProcessLauncher } from '../training/supervisor/launcher.ts'

/** Has a trainer process replay a trace or check a user's module: needs no database. */
export function askTrainer(
  launcher: ProcessLauncher,
  question: Question,
  timeoutMs = 60_000,
  unwanted?: AbortSignal,
): Promise<Asked> {
  return ask(launcher, trainerEntry(), question, timeoutMs, unwanted)
}

/** The file that a trainer process starts with. */
export const trainerEntry = () => besideThisFile('../training/worker/entry.ts', 'trainer.js')

/** The source where there is one, else the bundle beside this bundle. */
function besideThisFile(source: string, bundle: string): string {
  const path = fileURLToPath(new URL(source, import.meta.url))
  return existsSync(path) ? path : fileURLToPath(new URL(bundle, import.meta.url))
}
