import * as z from 'zod'
import type { Path } from './paths.ts'

/**
 * A field's path in the words of the form: the titles of the schemas that it goes through, and the key itself where one
 * has none. `value` is what stands at the schema; it tells which branch of a union the path follows.
 */
export function titlesAlong(schema: z.core.$ZodType, value: unknown, path: Path): (string | number)[] {
  const [key, ...rest] = path
  if (key === undefined) return []
  const inside = (value as Record<string | number, unknown> | null | undefined)?.[key]
  if (typeof key === 'number') {
    const list = branchesOf(schema).find((branch) => branch instanceof z.core.$ZodArray)
    return [key, ...(list ? titlesAlong(list._zod.def.element, inside, rest) : rest)]
  }
  const kind = (value as { kind?: unknown; id?: unknown } | null | undefined)?.kind
  const id = (value as { kind?: unknown; id?: unknown } | null | undefined)?.id
  const field = branchesOf(schema)
    .filter((branch) => branch instanceof z.core.$ZodObject)
    .map((branch) => branch._zod.def.shape)
    .filter((shape) => fits(shape['kind'], kind) && fits(shape['id'], id))
    .find((shape) => key in shape)?.[key]
  if (field === undefined) return path.map((part) => (typeof part === 'number' ? part : spaced(part)))
  return [titleOf(field) ?? spaced(key), ...titlesAlong(field, inside, rest)]
}

const fits = (schema: z.core.$ZodType | undefined, value: unknown): boolean =>
  schema === undefined || z.safeParse(schema, value).success

/** "learningRate" as "learning rate". */
const spaced = (key: string): string => key.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

const innerOf = (schema: z.core.$ZodType): z.core.$ZodType | undefined =>
  schema instanceof z.core.$ZodDefault || schema instanceof z.core.$ZodNullable || schema instanceof z.core.$ZodOptional
    ? schema._zod.def.innerType
    : undefined

function titleOf(schema: z.core.$ZodType): string | undefined {
  const inner = innerOf(schema)
  return z.globalRegistry.get(schema)?.title ?? (inner && titleOf(inner))
}

/** Through defaults and the like, and through unions in unions, to what a value may be. */
function branchesOf(schema: z.core.$ZodType): z.core.$ZodType[] {
  const inner = innerOf(schema)
  if (inner) return branchesOf(inner)
  return schema instanceof z.core.$ZodUnion ? schema._zod.def.options.flatMap(branchesOf) : [schema]
}
