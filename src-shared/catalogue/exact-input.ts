import * as z from 'zod'
import { mdpTableProblems, mdpTables } from './environments/finite-mdp.ts'
import { horizon } from './environments/fields.ts'

const table = z.array(z.array(z.number()).min(1)).min(1)

/**
 * What `ascent exact FILE.json` reads: a finite MDP and one or two tabular softmax policies. Complaints name the row.
 */
export const exactInput = z
  .strictObject({
    mdp: z.strictObject({ ...mdpTables, horizon: horizon(1).removeDefault() }),
    theta: table.meta({ title: 'θ', description: 'theta[s][a]: the preferences of the tabular softmax.' }),
    otherTheta: table
      .optional()
      .meta({ title: 'other θ', description: 'A second policy, for the KL and the performance difference.' }),
  })
  .superRefine((input, context) => {
    for (const { path, message } of mdpTableProblems(input.mdp))
      context.addIssue({ code: 'custom', path: ['mdp', ...path], message: `mdp.${message}` })
    const states = input.mdp.transitions.length
    const actions = input.mdp.transitions[0]?.length ?? 0
    for (const name of ['theta', 'otherTheta'] as const) {
      const rows = input[name]
      if (!rows) continue
      if (rows.length !== states)
        context.addIssue({
          code: 'custom',
          path: [name],
          message: `${name} has ${rows.length} rows and there are ${states} states: give one for each state`,
        })
      rows.forEach((row, s) => {
        if (row.length !== actions)
          context.addIssue({
            code: 'custom',
            path: [name, s],
            message: `${name}[${s}] has ${row.length} entries and there are ${actions} actions: give one for each action`,
          })
      })
    }
  })
export type ExactInput = z.infer<typeof exactInput>
