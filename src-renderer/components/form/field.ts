import * as z from 'zod'

interface Described {
  key: string
  title: string
  description: string
  unit?: string
  /** What an empty field stands for, where it isn't nothing. */
  emptyText?: string
  /** Empty means null, or for an optional field that it is left out. */
  empty?: 'null' | 'absent'
  /** What the schema fills in. */
  byDefault?: unknown
}
export interface NumberOf extends Described {
  kind: 'number'
  integer: boolean
  min?: number
  max?: number
  above?: number
  below?: number
}
export interface ChoiceOf extends Described {
  kind: 'choice'
  options: { value: string; title: string; description?: string; fields: Field[]; initial: unknown }[]
  /** The key that tells the options apart; undefined where the value itself is the choice. */ discriminator?: string
}
export interface GroupOf extends Described {
  kind: 'group'
  fields: Field[]
}
export interface PlainField extends Described {
  kind: 'switch' | 'text' | 'integers' | 'lines'
}
/** Some of a few words. */
export interface ChoicesOf extends Described {
  kind: 'choices'
  choices: { value: string; title: string }[]
}
export interface JsonField extends Described {
  kind: 'json'
  schema: JsonSchema
}
/** One field of a form, read from a schema. */
export type Field = NumberOf | ChoiceOf | GroupOf | PlainField | ChoicesOf | JsonField

export type JsonSchema = z.core.JSONSchema.BaseSchema

/** The fields of an object's schema, in its order, without the constant that names its kind. */
export function fieldsOf(schema: z.ZodType): Field[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return fieldsOfObject(json)
}

function fieldsOfObject(object: JsonSchema): Field[] {
  const required = new Set(object.required)
  return Object.entries(object.properties ?? {})
    .filter(([, property]) => typeof property === 'object' && property.const === undefined)
    .map(([key, property]) => fieldOf(key, property as JsonSchema, !required.has(key)))
}

function fieldOf(key: string, schema: JsonSchema, optional: boolean): Field {
  const described: Described = {
    key,
    title: schema.title ?? key,
    description: schema.description ?? '',
    unit: typeof schema.unit === 'string' ? schema.unit : undefined,
    ...(typeof schema.emptyText === 'string' && { emptyText: schema.emptyText }),
    byDefault: schema.default,
  }
  if (optional && schema.default === undefined) described.empty = 'absent'
  const branches = (schema.oneOf ?? schema.anyOf) as JsonSchema[] | undefined
  const branchesWithoutNull = branches?.filter((branch) => branch.type !== 'null')
  if (branches && branchesWithoutNull!.length < branches.length && branchesWithoutNull!.length === 1) {
    const { title, description, ...rest } = branchesWithoutNull![0]!
    const inner = fieldOf(key, { title, description, ...rest, ...pick(schema) }, false)
    return { ...inner, empty: 'null', byDefault: schema.default }
  }
  if (branches && branches.every((branch) => branch.properties)) return unionOf(described, branches)
  if (schema.enum)
    return {
      ...described,
      kind: 'choice',
      options: schema.enum.map((value) => ({
        value: String(value),
        title: words(String(value)),
        fields: [],
        initial: value,
      })),
    }
  switch (schema.type) {
    case 'integer':
    case 'number':
      return {
        ...described,
        kind: 'number',
        integer: schema.type === 'integer',
        min: schema.minimum,
        max: schema.maximum,
        above: schema.exclusiveMinimum as number | undefined,
        below: schema.exclusiveMaximum as number | undefined,
      }
    case 'boolean':
      return { ...described, kind: 'switch' }
    case 'string':
      return { ...described, kind: 'text' }
    case 'array': {
      const items = schema.items as JsonSchema
      if (items.enum)
        return {
          ...described,
          kind: 'choices',
          choices: items.enum.map((value) => ({ value: String(value), title: words(String(value)) })),
        }
      if (items.type === 'integer') return { ...described, kind: 'integers' }
      if (items.type === 'string') return { ...described, kind: 'lines' }
      return { ...described, kind: 'json', schema }
    }
    case 'object':
      if (schema.properties) return { ...described, kind: 'group', fields: fieldsOfObject(schema) }
  }
  return { ...described, kind: 'json', schema }
}

/** A nullable field's own words stand outside of it. */
const pick = (schema: JsonSchema): JsonSchema =>
  Object.fromEntries(
    ['title', 'description', 'unit', 'emptyText', 'default']
      .filter((key) => schema[key] !== undefined)
      .map((key) => [key, schema[key]]),
  )

/** Either each branch has a constant under one key (a kind), or which keys it has tells it apart. */
function unionOf(described: Described, branches: JsonSchema[]): ChoiceOf {
  const properties = (branch: JsonSchema) => Object.entries(branch.properties as Record<string, JsonSchema>)
  const discriminator = properties(branches[0]!).find(([, property]) => typeof property.const === 'string')?.[0]
  const options = branches.map((branch) => {
    const fields = fieldsOfObject(branch)
    const constant = discriminator
      ? String((branch.properties![discriminator] as JsonSchema).const)
      : properties(branch)[0]![0]
    const initial = Object.fromEntries([
      ...(discriminator ? [[discriminator, constant]] : []),
      ...fields.filter((field) => field.byDefault !== undefined).map((field) => [field.key, field.byDefault]),
    ])
    return { value: constant, title: branch.title ?? words(constant), description: branch.description, fields, initial }
  })
  return { ...described, kind: 'choice', discriminator, options }
}

/** 'inverse-sqrt' for people. */
function words(value: string): string {
  const known: Record<string, string> = {
    gae: 'GAE(λ)',
    'reward-to-go': 'reward-to-go',
    'mean-baseline': 'minus the mean',
    td: 'one-step TD',
    'monte-carlo': 'Monte Carlo',
    'inverse-sqrt': 'over √k',
    simd: 'simd',
    glorot: 'Glorot',
    trajectory: 'sum over a trajectory',
    step: 'mean per step',
  }
  return known[value] ?? value.replaceAll('-', ' ').replace(/\bkl\b/, 'KL')
}

/** The range in words: "1 to 1,000", "above 0, at most 10"; empty where there is none worth saying. */
export function rangeText(field: Field): string {
  if (field.kind !== 'number') return ''
  const number = (value: number) =>
    Math.abs(value) >= 1e6 || (value !== 0 && Math.abs(value) < 1e-3)
      ? value.toExponential().replace('e+', 'e')
      : value.toLocaleString('en-US')
  const unlimited = (value: number | undefined) => value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER
  const low = !unlimited(field.above) ? `above ${number(field.above!)}` : unlimited(field.min) ? '' : undefined
  const high = !unlimited(field.below) ? `below ${number(field.below!)}` : unlimited(field.max) ? '' : undefined
  const whole = field.integer ? 'whole, ' : ''
  if (low === undefined && high === undefined) return `${whole}${number(field.min!)} to ${number(field.max!)}`
  const parts = [low ?? `at least ${number(field.min!)}`, high ?? `at most ${number(field.max!)}`].filter(
    (part) => part !== '',
  )
  return parts.length > 0 ? whole + parts.join(', ') : field.integer ? 'whole' : ''
}

/**
 * Whether a value has the shape (arrays of arrays of numbers) that a schema asks for; sums and lengths are the parser's
 * to judge.
 */
export function fitsShape(value: unknown, schema: JsonSchema): boolean {
  if (schema.type === 'array')
    return (
      Array.isArray(value) &&
      value.length >= (schema.minItems ?? 0) &&
      value.every((item) => fitsShape(item, schema.items as JsonSchema))
    )
  if (schema.type === 'number' || schema.type === 'integer') return typeof value === 'number'
  if (schema.type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return true
}
