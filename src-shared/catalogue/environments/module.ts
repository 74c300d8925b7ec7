import * as z from 'zod'
import { copies } from './fields.ts'
import type { EnvironmentEntry } from './entry.ts'
import { moduleParameters } from './module-parameters.ts'

const schema = z.strictObject({
  id: z.literal('module'),
  path: z.string().min(1, 'name the module’s file').meta({
    title: 'file',
    description: 'An ES module, JavaScript or TypeScript, whose default export makes the world.',
  }),
  parameters: moduleParameters
    .default({})
    .meta({ title: 'parameters', description: 'Passed to the module unchanged.' }),
  copies,
})
export type ModuleSpec = z.infer<typeof schema>

export const userModule = {
  id: 'module',
  title: 'Your own module',
  sentence: 'A world of your own, loaded from a file into the trainer.',
  schema,
  // What it really is stands in the module, and is checked when the trainer loads it.
  kind: 'control',
  actions: 'discrete',
  size: () => ({ dimensions: 1 }),
  picture: () => ({ kind: 'text', text: 'step(state, action)' }),
  facts: 'You are asked before its first run on this machine; its hash is recorded with each run.',
} satisfies EnvironmentEntry
