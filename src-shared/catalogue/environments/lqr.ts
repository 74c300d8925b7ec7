import * as z from 'zod'
import type { EnvironmentEntry } from './entry.ts'
import { copies, timeLimit } from './fields.ts'

const matrix = z.array(z.array(z.number()).min(1).max(32)).min(1).max(32)

const schema = z
  .strictObject({
    id: z.literal('lqr'),
    dynamics: matrix
      .default([
        [1, 0.1],
        [0, 1],
      ])
      .meta({ title: 'dynamics A', description: 'x′ = A x + B u + noise, one row for each state dimension.' }),
    control: matrix
      .default([[0.005], [0.1]])
      .meta({ title: 'control B', description: 'How the action u enters the next state.' }),
    stateCost: matrix
      .default([
        [1, 0],
        [0, 0.1],
      ])
      .meta({ title: 'state cost Q', description: 'A step costs xᵀ Q x + uᵀ R u; symmetric, never negative.' }),
    actionCost: matrix
      .default([[0.1]])
      .meta({ title: 'action cost R', description: 'Symmetric and positive, so that every action costs something.' }),
    noise: z
      .number()
      .min(0)
      .max(100)
      .default(0.02)
      .meta({ title: 'noise', description: 'Standard deviation of the noise on each state dimension.' }),
    initialRange: z.number().min(0).max(100).default(1).meta({
      title: 'first states',
      description: 'Each dimension of the first state is drawn evenly between minus this and this.',
    }),
    actionLimit: z.number().positive().max(1e6).default(10).meta({
      title: 'action limit',
      description: 'Actions are clipped to this size; wide enough that the best controller never meets it.',
    }),
    timeLimit: timeLimit(100),
    copies,
  })
  .superRefine((spec, context) => {
    const n = spec.dynamics.length
    const k = spec.control[0]?.length ?? 0
    const size = (
      field: 'dynamics' | 'control' | 'stateCost' | 'actionCost',
      rows: number,
      columns: number,
    ): boolean => {
      const wrong = spec[field].length !== rows ? -1 : spec[field].findIndex((row) => row.length !== columns)
      if (spec[field].length === rows && wrong === -1) return true
      const which =
        spec[field].length !== rows
          ? `${field} has ${spec[field].length} rows`
          : `${field}[${wrong}] has ${spec[field][wrong]!.length} entries`
      context.addIssue({
        code: 'custom',
        path: wrong === -1 ? [field] : [field, wrong],
        message: `${which}: it must be ${rows} by ${columns}`,
      })
      return false
    }
    const fits = [size('dynamics', n, n), size('control', n, k), size('stateCost', n, n), size('actionCost', k, k)]
    for (const field of ['stateCost', 'actionCost'] as const) {
      if (!fits[field === 'stateCost' ? 2 : 3]) continue
      const m = spec[field]
      if (m.some((row, i) => row.some((value, j) => value !== m[j]![i])))
        context.addIssue({ code: 'custom', path: [field], message: `${field} must be symmetric` })
      else if (!pivotsAllow(m, field === 'actionCost')) {
        context.addIssue({
          code: 'custom',
          path: [field],
          message:
            field === 'actionCost'
              ? 'actionCost must be positive definite: every action costs something'
              : 'stateCost must not be negative in any direction',
        })
      }
    }
  })
export type LqrSpec = z.infer<typeof schema>

/** Symmetric elimination: all pivots positive (definite) or not negative (semidefinite). */
function pivotsAllow(matrix: readonly (readonly number[])[], definite: boolean): boolean {
  const m = matrix.map((row) => [...row])
  const scale = Math.max(...m.flat().map(Math.abs), Number.MIN_VALUE)
  for (let i = 0; i < m.length; i++) {
    const pivot = m[i]![i]!
    const isZero = Math.abs(pivot) <= 1e-12 * scale
    if (pivot < -1e-12 * scale || (definite && isZero)) return false
    if (isZero) {
      if (m[i]!.some((value, j) => j > i && Math.abs(value) > 1e-9 * scale)) return false
      continue
    }
    for (let r = i + 1; r < m.length; r++) {
      const factor = m[r]![i]! / pivot
      for (let c = i; c < m.length; c++) m[r]![c]! -= factor * m[i]![c]!
    }
  }
  return true
}

export const lqr = {
  id: 'lqr',
  title: 'Linear quadratic regulator',
  sentence: 'Linear dynamics, quadratic cost: its optimum is known.',
  schema,
  kind: 'control',
  actions: 'continuous',
  size: ({ dynamics, control, actionLimit }: LqrSpec) => ({
    actionSize: control[0]?.length,
    actionLimit,
    dimensions: dynamics.length,
  }),
  picture: () => ({
    kind: 'shapes',
    shapes: [
      { look: 'hill', ellipse: [120, 42, 29, 12] },
      { look: 'hill', ellipse: [120, 42, 53, 22] },
      { look: 'hill', ellipse: [120, 42, 77, 32] },
      {
        look: 'trace',
        line: [
          [190, 14],
          [160, 24],
          [140, 36],
          [127, 40],
          [121, 42],
        ],
      },
      { look: 'flag', ellipse: [120, 42, 3, 3] },
    ],
  }),
  returnBounds: () => ({ low: -Infinity, high: 0 }),
  facts:
    'The reward is minus the cost. The Riccati recursion gives the best controller, drawn as a reference line. ' +
    'The default is a cart without friction.',
} satisfies EnvironmentEntry
