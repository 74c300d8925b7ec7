import * as z from 'zod'
import { mdpTableProblems, mdpTables } from '../environments/finite-mdp.ts'
import { horizon } from '../environments/fields.ts'
import { labSeed } from './fields.ts'

const table = z.array(z.array(z.number()).min(1)).min(1)
const input = {
  mdp: z.strictObject({ ...mdpTables, horizon: horizon(1).removeDefault() }),
  theta: table,
  behaviourTheta: table.optional(),
  discount: z.number().min(0).max(1).default(1),
}
const measuring = {
  lab: z.enum(['estimators', 'importance']),
  /** Of one trajectory each. */
  batches: z.int().min(100).max(10_000_000).default(20_000),
  seed: labSeed,
  /** There is no other way here. */
  baselines: z.literal('exact').optional(),
}

/**
 * A small MDP whose answers are known, as `ascent lab` takes it: the case's `input`, and beside it which lab is to answer,
 * with how many batches of one trajectory. The answer has the names of the file with the known values.
 */
export const referenceCase = z
  .union([
    z
      .strictObject({ ...measuring, input: z.strictObject(input) })
      .transform(({ input: known, ...rest }) => ({ ...known, ...rest })),
    z.strictObject({ ...measuring, ...input }),
  ])
  .superRefine(({ mdp, theta, behaviourTheta }, context) => {
    for (const { path, message } of mdpTableProblems(mdp))
      context.addIssue({ code: 'custom', path: ['mdp', ...path], message: `mdp.${message}` })
    const states = mdp.transitions.length
    const actions = mdp.transitions[0]?.length ?? 0
    for (const [name, rows] of Object.entries({ theta, behaviourTheta }))
      if (rows !== undefined && (rows.length !== states || rows.some((row) => row.length !== actions)))
        context.addIssue({
          code: 'custom',
          path: [name],
          message: `${name} needs ${states} rows of ${actions} numbers, one for each state and action`,
        })
  })
export type ReferenceCase = z.infer<typeof referenceCase>

/** Whether a file is meant as such a case: a lab's own spec has neither. */
export const isReferenceCase = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && ('input' in json || 'mdp' in json)
