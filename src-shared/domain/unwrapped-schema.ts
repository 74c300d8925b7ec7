import * as z from 'zod'

/** What a field's schema says about it in words. */
export interface FieldWords {
  title?: string
  unit?: string
  /** What stands for a value that is left empty. */
  emptyText?: string
}

/** Through defaults, nullable and the like to what is inside; the outermost words count. */
export function unwrapped(schema: z.core.$ZodType): { inner: z.core.$ZodType; words: FieldWords } {
  const words: FieldWords = {}
  let inner = schema
  for (;;) {
    const own = z.globalRegistry.get(inner) as FieldWords | undefined
    words.title ??= own?.title
    words.unit ??= own?.unit
    words.emptyText ??= own?.emptyText
    if (
      inner instanceof z.core.$ZodDefault ||
      inner instanceof z.core.$ZodNullable ||
      inner instanceof z.core.$ZodOptional
    )
      inner = inner._zod.def.innerType
    else return { inner, words }
  }
}
