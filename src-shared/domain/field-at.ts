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
  const field = schemaAt(schema, value, key)
  if (typeof key === 'number') return [key, ...(field ? titlesAlong(field, inside, rest) : rest)]
  if (field === undefined) return path.map((part) => (typeof part === 'number' ? part : spaced(part)))
  return [titleOf(field) ?? spaced(key), ...titlesAlong(field, inside, rest)]
}

/** What may stand at a path, as far as a person chooses it by number, by word or by switch. */
export interface FieldAt {
  /** Its title; where the path names the kind of a part, the part's. */
  title: string
  kind: 'number' | 'choice' | 'switch' | 'integers' | 'other'
  /** Of a number: whether it is a whole one. */
  integer: boolean
  /** Of a choice: its words. */
  options: readonly string[]
}

/** The field at a path of what stands at the schema; undefined where it has none. */
export function fieldAt(schema: z.core.$ZodType, value: unknown, path: Path): FieldAt | undefined {
  const [key, ...rest] = path
  const field = key === undefined ? undefined : schemaAt(schema, value, key)
  if (key === undefined || field === undefined) return undefined
  if (rest.length > 0) {
    const inside = (value as Record<string | number, unknown> | null | undefined)?.[key]
    const found = fieldAt(field, inside, rest)
    // The kind of a part has no title of its own.
    return found && rest.length === 1 && rest[0] === 'kind' ? { ...found, title: titleOf(field) ?? spaced(key) } : found
  }
  const title = typeof key === 'number' ? `${titleOf(schema) ?? ''}[${key}]` : (titleOf(field) ?? spaced(key))
  const described = { title, kind: 'other' as const, integer: false, options: [] }
  const kinds = key === 'kind' ? kindsOf(schema) : []
  if (kinds.length > 0) return { ...described, kind: 'choice', options: kinds }
  const [inner, ...others] = branchesOf(field)
  if (inner === undefined || others.length > 0) return described
  if (inner instanceof z.core.$ZodNumber)
    return { ...described, kind: 'number', integer: inner instanceof z.core.$ZodNumberFormat }
  if (inner instanceof z.core.$ZodBoolean) return { ...described, kind: 'switch' }
  if (inner instanceof z.core.$ZodEnum)
    return { ...described, kind: 'choice', options: Object.values(inner._zod.def.entries).map(String) }
  if (inner instanceof z.core.$ZodArray && inner._zod.def.element instanceof z.core.$ZodNumberFormat)
    return { ...described, kind: 'integers' }
  return described
}

/** The schema of one key. */
function schemaAt(schema: z.core.$ZodType, value: unknown, key: string | number): z.core.$ZodType | undefined {
  const branches = branchesOf(schema)
  if (typeof key === 'number') return branches.find((branch) => branch instanceof z.core.$ZodArray)?._zod.def.element
  const kind = (value as { kind?: unknown; id?: unknown } | null | undefined)?.kind
  const id = (value as { kind?: unknown; id?: unknown } | null | undefined)?.id
  return branches
    .filter((branch) => branch instanceof z.core.$ZodObject)
    .map((branch) => branch._zod.def.shape)
    .filter((shape) => fits(shape['kind'], kind) && fits(shape['id'], id))
    .find((shape) => key in shape)?.[key]
}

/** The kinds that a part may have. */
const kindsOf = (schema: z.core.$ZodType): string[] =>
  branchesOf(schema).flatMap((branch) => {
    const kind = branch instanceof z.core.$ZodObject ? branch._zod.def.shape['kind'] : undefined
    return kind instanceof z.core.$ZodLiteral ? kind._zod.def.values.map(String) : []
  })

const fits = (schema: z.core.$ZodType | undefined, value: unknown): boolean =>
  schema === undefined || z.safeParse(schema, value).success

/** "learningRate" as "learning rate". */
const spaced = (key: string | number): string =>
  String(key).replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

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
