import type * as z from 'zod'
import { pathText, type Path } from './paths.ts'
import { inPlainWords } from './plain-words.ts'

/** zod's issues as fields and sentences. In a union the branch with the fewest complaints speaks. */
export function issuesOf(error: z.ZodError, prefix = ''): { path: string; message: string }[] {
  type Issue = z.core.$ZodIssue
  const flatten = (issue: Issue, base: readonly PropertyKey[]): { path: readonly PropertyKey[]; message: string }[] => {
    const path = [...base, ...issue.path]
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const depth = (issues: readonly Issue[]) =>
        issues.reduce(
          (sum, inner) => sum + (inner.path.length === 0 ? 10 : inner.code === 'unrecognized_keys' ? 5 : 1),
          0,
        )
      const [best] = issue.errors.toSorted((a, b) => depth(a) - depth(b))
      return best!.flatMap((inner) => flatten(inner, path))
    }
    return [{ path, message: inPlainWords(issue) }]
  }
  return error.issues
    .flatMap((issue) => flatten(issue, []))
    .map(({ path, message }) => ({ path: prefix + pathText(path as Path), message }))
}
