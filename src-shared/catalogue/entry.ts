import type * as z from 'zod'

/**
 * One choice that Design offers: its words and the schema of its parameters (title, description, unit and
 * range stand in each field's `.meta` and checks).
 */
export interface CatalogueEntry<S extends z.ZodType = z.ZodType> {
  /** The value of the discriminating field (`kind`, or an environment's `id`). */
  id: string
  title: string
  /** One line in plain words. */
  sentence: string
  /** The box of the chapter that it comes from, in words. */
  box?: string
  schema: S
}
