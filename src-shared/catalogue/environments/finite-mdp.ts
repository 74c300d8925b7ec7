import * as z from 'zod'
import type { EnvironmentEntry } from './entry.ts'
import { copies, horizon } from './fields.ts'
import { fixedHorizon } from './return-bounds.ts'

/** How far a row of probabilities may be from one. */
const rowSumTolerance = 1e-9

const sum = (row: readonly number[]): number => row.reduce((total, p) => total + p, 0)
const sumsToOne = (row: readonly number[]): boolean => Math.abs(sum(row) - 1) <= rowSumTolerance
const probability = z.number().min(0).max(1)

/** The tables of a finite MDP, as a spec and `ascent exact` have them. */
export const mdpTables = {
  transitions: z
    .array(z.array(z.array(probability)).min(1))
    .min(1)
    .max(1_000)
    .meta({
      title: 'transitions P',
      description: 'transitions[s][a][s′]: how likely action a leads from s to s′.',
      unit: 'probability',
    }),
  rewards: z
    .array(z.array(z.number()).min(1))
    .min(1)
    .meta({ title: 'rewards r', description: 'rewards[s][a]: what action a pays in s.', unit: 'reward' }),
  initial: z.array(probability).min(1).meta({
    title: 'first states μ',
    description: 'initial[s]: how likely an episode starts in s.',
    unit: 'probability',
  }),
  discount: z.number().min(0).max(1).optional().meta({
    title: 'discount γ',
    description: 'The world’s own discount, for the exact J; empty counts all rewards alike.',
  }),
}

export interface MdpTables {
  transitions: number[][][]
  rewards: number[][]
  initial: number[]
}

/** What doesn't fit together in such tables; each complaint names its row. */
export function mdpTableProblems(tables: MdpTables): { path: (string | number)[]; message: string }[] {
  const problems: { path: (string | number)[]; message: string }[] = []
  const complain = (path: (string | number)[], message: string) => problems.push({ path, message })
  const states = tables.transitions.length
  const actions = tables.transitions[0]?.length ?? 0
  if (tables.rewards.length !== states)
    complain(
      ['rewards'],
      `rewards has ${tables.rewards.length} rows and transitions has ${states}: give one row for each state`,
    )
  if (tables.initial.length !== states)
    complain(
      ['initial'],
      `initial has ${tables.initial.length} entries and transitions has ${states} states: give one for each state`,
    )
  if (!sumsToOne(tables.initial)) complain(['initial'], `initial sums to ${sum(tables.initial)}: it must sum to one`)
  tables.rewards.forEach((row, s) => {
    if (row.length !== actions)
      complain(
        ['rewards', s],
        `rewards[${s}] has ${row.length} actions and transitions[0] has ${actions}: every state needs as many`,
      )
  })
  tables.transitions.forEach((rows, s) => {
    if (rows.length !== actions)
      complain(
        ['transitions', s],
        `transitions[${s}] has ${rows.length} actions and transitions[0] has ${actions}: every state needs as many`,
      )
    rows.forEach((row, a) => {
      if (row.length !== states)
        complain(
          ['transitions', s, a],
          `transitions[${s}][${a}] has ${row.length} entries and there are ${states} states: give one for each state`,
        )
      else if (!sumsToOne(row))
        complain(['transitions', s, a], `transitions[${s}][${a}] sums to ${sum(row)}: it must sum to one`)
    })
  })
  return problems
}

const schema = z
  .strictObject({
    id: z.literal('finite-mdp'),
    transitions: mdpTables.transitions.default([
      [
        [0.9, 0.1],
        [0.2, 0.8],
      ],
      [
        [0.7, 0.3],
        [0.1, 0.9],
      ],
    ]),
    rewards: mdpTables.rewards.default([
      [0, 0],
      [0.5, 1],
    ]),
    initial: mdpTables.initial.default([1, 0]),
    horizon: horizon(10),
    discount: mdpTables.discount,
    copies,
  })
  .superRefine((spec, context) =>
    mdpTableProblems(spec).forEach((problem) => context.addIssue({ code: 'custom', ...problem })),
  )
export type FiniteMdpSpec = z.infer<typeof schema>

export const finiteMdp = {
  id: 'finite-mdp',
  title: 'Your own finite MDP',
  sentence: 'Any finite world, written down as its tables.',
  schema,
  kind: 'finite',
  actions: 'discrete',
  size: ({ transitions }: FiniteMdpSpec) => ({
    states: transitions.length,
    actions: transitions[0]?.length ?? 0,
    dimensions: 1,
  }),
  picture: ({ transitions }: FiniteMdpSpec) => ({ kind: 'graph', nodes: transitions.length }),
  returnBounds: (spec: FiniteMdpSpec) =>
    fixedHorizon(spec.horizon, Math.min(...spec.rewards.flat()), Math.max(...spec.rewards.flat())),
  facts: 'An episode takes exactly the horizon’s steps.',
} satisfies EnvironmentEntry
