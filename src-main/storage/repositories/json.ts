import * as z from 'zod'

/** A column of JSON text, parsed and then checked by the given schema. */
export const jsonColumn = <S extends z.ZodType>(schema: S) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue({ code: 'custom', message: 'not JSON' })
        return z.NEVER
      }
    })
    .pipe(schema as z.ZodType<z.output<S>, unknown>)

/**
 * For texts that many rows share: each is parsed once, and rows of the same text share what came of it, which nobody may
 * change.
 */
export function sharedJsonColumn<S extends z.ZodType>(schema: S) {
  const column = jsonColumn(schema)
  const known = new Map<string, z.output<S>>()
  return z.string().transform((text, context): z.output<S> => {
    const found = known.get(text)
    if (found !== undefined) return found
    const parsed = column.safeParse(text)
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message })
      return z.NEVER
    }
    if (known.size >= mostKnown) known.clear()
    known.set(text, parsed.data)
    return parsed.data
  })
}
const mostKnown = 1_000
