import * as z from 'zod'
import { unwrapped } from '../domain/unwrapped-schema.ts'

/** One setting of a part in words: "learning rate η", "0.01". `path` names it in the spec, without array numbers. */
export interface FieldLine {
  path: string
  title: string
  text: string
}

/** Numbers as people write them: 3e-4 stays short, 100000 gets its comma, nothing is rounded. */
function numberWords(value: number): string {
  const size = Math.abs(value)
  if (value !== 0 && (size < 1e-3 || size >= 1e9)) return value.toExponential().replace('e+', 'e')
  return size >= 10_000 ? value.toLocaleString('en') : String(value)
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined) return 'none'
  if (typeof value === 'number') return numberWords(value)
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((item) => typeof item === 'number'))
    return value.length === 0 ? 'none' : `(${value.map(numberWords).join(', ')})`
  if (Array.isArray(value))
    return value.length > 0 && value.every((item) => typeof item === 'string')
      ? value.join(' / ')
      : `${value.length} entries`
  return JSON.stringify(value)
}

/**
 * A default that was changed keeps its words: `learningRate.default(3e-4)` is another schema whose inside carries them.
 */
const titleOfSchema = (schema: z.core.$ZodType): string | undefined => unwrapped(schema).words.title

const spaced = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()

/**
 * The settings of a parsed part, titled as its schema titles them. Unions show which branch was taken, then that
 * branch's own settings.
 * @param skip field names to leave out, such as a `kind` that stands in the heading already
 */
export function fieldLines(
  schema: z.core.$ZodType,
  value: unknown,
  path = '',
  skip: readonly string[] = [],
): FieldLine[] {
  const { inner, words } = unwrapped(schema)
  const title = words.title ?? spaced(path.split('.').at(-1) ?? '')
  if (inner instanceof z.core.$ZodUnion && value !== null && value !== undefined) {
    const branch = inner._zod.def.options.find((option) => z.safeParse(option, value).success)
    if (branch === undefined) return [{ path, title, text: valueWords(value) }]
    // A plain value: the branch knows its unit.
    if (typeof value !== 'object') return fieldLines(branch, value, path).map((line) => ({ ...line, title }))
    const branchTitle = titleOfSchema(branch)
    const own = fieldLines(branch, value, path, ['kind'])
    return branchTitle === undefined || path === '' ? own : [{ path, title, text: branchTitle }, ...own]
  }
  if (inner instanceof z.core.$ZodObject && typeof value === 'object' && value !== null) {
    const record = value as Record<string, unknown>
    return Object.entries(inner._zod.def.shape)
      .filter(([name]) => !skip.includes(name) && record[name] !== undefined)
      .flatMap(([name, field]) => fieldLines(field, record[name], path === '' ? name : `${path}.${name}`))
  }
  const text = value === null && words.emptyText !== undefined ? words.emptyText : valueWords(value)
  const unit = value === 1 ? words.unit?.replace(/s$/, '') : words.unit
  return [{ path, title, text: unit === undefined || value === null ? text : `${text} ${unit}` }]
}
