import * as z from 'zod'
import type { EnvironmentEntry } from './entry.ts'
import { copies, horizon } from './fields.ts'

/** How far a row of probabilities may be from one. */
const rowSumTolerance = 1e-9

const sumToOne = (row: readonly number[]): boolean => Math.abs(row.reduce((sum, p) => sum + p, 0) - 1) <= rowSumTolerance
const probability = z.number().min(0).max(1)

const schema = z
  .strictObject({
    id: z.literal('finite-mdp'),
    transitions: z
      .array(z.array(z.array(probability)).min(1))
      .min(1)
      .max(1_000)
      .default([
        [[0.9, 0.1], [0.2, 0.8]],
        [[0.7, 0.3], [0.1, 0.9]],
      ])
      .meta({ title: 'transitions P', description: 'transitions[s][a][s′]: how likely action a leads from s to s′.', unit: 'probability' }),
    rewards: z
      .array(z.array(z.number()).min(1))
      .min(1)
      .default([[0, 0], [0.5, 1]])
      .meta({ title: 'rewards r', description: 'rewards[s][a]: what action a pays in s.', unit: 'reward' }),
    initial: z.array(probability).min(1).default([1, 0]).meta({ title: 'first states μ', description: 'initial[s]: how likely an episode starts in s.', unit: 'probability' }),
    horizon: horizon(10),
    discount: z.number().min(0).max(1).optional().meta({ title: 'discount γ', description: 'The world’s own discount, for the exact J; empty counts all rewards alike.' }),
    copies,
  })
  .superRefine((spec, context) => {
    const complain = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
    const states = spec.transitions.length
    const actions = spec.transitions[0]?.length ?? 0
    if (spec.rewards.length !== states) complain(['rewards'], `rewards has ${spec.rewards.length} rows and transitions has ${states}: give one row a state`)
    if (spec.initial.length !== states) complain(['initial'], `initial has ${spec.initial.length} entries and transitions has ${states} states: give one a state`)
    if (!sumToOne(spec.initial)) complain(['initial'], `initial sums to ${spec.initial.reduce((sum, p) => sum + p, 0)}: it must sum to one`)
    spec.rewards.forEach((row, s) => {
      if (row.length !== actions) complain(['rewards', s], `rewards[${s}] has ${row.length} actions and transitions[0] has ${actions}: every state needs as many`)
    })
    spec.transitions.forEach((rows, s) => {
      if (rows.length !== actions) complain(['transitions', s], `transitions[${s}] has ${rows.length} actions and transitions[0] has ${actions}: every state needs as many`)
      rows.forEach((row, a) => {
        if (row.length !== states) complain(['transitions', s, a], `transitions[${s}][${a}] has ${row.length} entries and there are ${states} states: give one a state`)
        else if (!sumToOne(row)) complain(['transitions', s, a], `transitions[${s}][${a}] sums to ${row.reduce((sum, p) => sum + p, 0)}: it must sum to one`)
      })
    })
  })
export type FiniteMdpSpec = z.infer<typeof schema>

export const finiteMdp = {
  id: 'finite-mdp',
  title: 'Your own finite MDP',
  sentence: 'Any finite world, written down as its tables.',
  schema,
  kind: 'finite',
  actions: 'discrete',
  facts: 'An episode takes exactly the horizon’s steps.',
} satisfies EnvironmentEntry
