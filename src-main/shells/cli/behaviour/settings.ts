import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as z from 'zod'
import { experimentSpec } from '../../../../src-shared/domain/spec.ts'
import { parseOrFail, readJson } from '../read-json.ts'
import { CliError, exitCodes } from '../terminal.ts'
import { root } from '../with-app.ts'

export const settingsFolder = join(root, 'resources', 'behaviour')
const resultsFile = 'results.json'

/** A published figure, and settings that should reach it: one file each in resources/behaviour. */
export const behaviourSetting = z.strictObject({
  algorithm: z.string().min(1),
  goal: z.union([
    z.strictObject({ atLeast: z.number() }),
    /**
     * As a share of what the best controller earns: backward induction in finite worlds, Riccati's on the same starts
     * and noise.
     */
    z.strictObject({ withinOfBest: z.number().positive() }),
  ]),
  /** Where the hyperparameters come from, in a sentence. */
  settings: z.string().min(1),
  spec: experimentSpec.refine(({ variants }) => variants.length === 1, 'a setting has one variant'),
})
export type BehaviourSetting = z.infer<typeof behaviourSetting>
export type NamedSetting = BehaviourSetting & { name: string }

/** All settings by file name, or the one that is asked for. */
export function readSettings(only?: string, folder = settingsFolder): NamedSetting[] {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== resultsFile)
    .map((file) => basename(file, '.json'))
    .toSorted()
  if (only !== undefined && !names.includes(only))
    throw new CliError(`--only: there is no "${only}"; there are ${names.join(', ')}.`, exitCodes.usage)
  return (only === undefined ? names : [only]).map((name) => {
    const file = join(folder, `${name}.json`)
    return { name, ...parseOrFail(behaviourSetting, readJson(file), file) }
  })
}

export const resultsPath = (folder = settingsFolder) => join(folder, resultsFile)

/** Tells one spec from another. */
export const specHash = ({ spec }: BehaviourSetting): string =>
  createHash('sha256').update(JSON.stringify(spec)).digest('hex')
