// Apart from the schemas, for core: what both the combination rules and the solver hold to.

/** Beyond this many parameters the explicit Fisher matrix would take more than 128 MB. */
const mostParameters = 4_000
/** Without damping F may be singular, and its pseudo-inverse takes an eigendecomposition. */
const mostUndampedParameters = 300

const written = (count: number): string => count.toLocaleString('en')

/**
 * Why the Fisher matrix of a policy with so many parameters is not formed and solved: the field of the update, and one
 * sentence that names the way on; undefined where it is.
 */
export function explicitSolveProblem(
  parameters: number,
  damping: number,
): { field: 'solver' | 'damping'; reason: string } | undefined {
  if (parameters > mostParameters)
    return {
      field: 'solver',
      reason:
        `the explicit Fisher matrix is for at most ${written(mostParameters)} parameters, and this policy has ` +
        `${written(parameters)}; use conjugate gradient`,
    }
  if (damping === 0 && parameters > mostUndampedParameters)
    return {
      field: 'damping',
      reason:
        `without damping the explicit inverse is for at most ${written(mostUndampedParameters)} parameters, and this ` +
        `policy has ${written(parameters)}; set a small damping, or use conjugate gradient`,
    }
  return undefined
}
