import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { experimentSpec } from '../../src-shared/domain/spec.ts'

/** The named settings, in the order in which they are measured and shown. */
export const trainingNames = [
  'ppo-cartpole-cleanrl',
  'ppo-cartpole-wide',
  'ppo-cartpole-zoo',
  'ppo-cartpole-default',
  'a2c-cartpole-zoo',
  'trpo-cartpole-zoo',
  'npg-cartpole',
  'reinforce-cartpole',
  'ppo-pendulum',
  'tabular-gridworld',
]
/** Of these also: eight seeds queued at once. */
export const seedsTogetherNames = ['ppo-cartpole-cleanrl', 'ppo-cartpole-wide']
/** What is measured beside them. */
export const otherNames = [
  'engines',
  'cartpole-to-475',
  'start',
  'statistics',
  'history',
  'compare',
  'snapshots',
  'inspect',
]
export const benchNames = [...trainingNames, ...otherNames]

const benchSetting = z.strictObject({ title: z.string(), sentence: z.string(), spec: experimentSpec })
export type BenchSetting = z.infer<typeof benchSetting>

/** Throws where the file is missing or doesn't fit. */
export function readSetting(folder: string, name: string): BenchSetting {
  return benchSetting.parse(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')))
}
