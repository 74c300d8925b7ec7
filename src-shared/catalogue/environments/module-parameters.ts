import * as z from 'zod'

const deepestLevel = 64

/** Any JSON up to a depth: what walks it (this, JSON itself, the message to a trainer) calls itself for each level. */
function jsonProblem(value: unknown, level: number): string | null {
  if (level > deepestLevel) return `may be nested ${deepestLevel} levels deep at most`
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'has a number that JSON can’t hold'
  if (typeof value !== 'object') return `has a value that JSON can’t hold (${typeof value})`
  for (const inner of Object.values(value)) {
    const problem = jsonProblem(inner, level + 1)
    if (problem !== null) return problem
  }
  return null
}

/** What a user's module is given. */
export const moduleParameters = z.record(z.string(), z.unknown()).superRefine((parameters, context) => {
  const message = jsonProblem(parameters, 0)
  if (message !== null) context.addIssue({ code: 'custom', message })
})
