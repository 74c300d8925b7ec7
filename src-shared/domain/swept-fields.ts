import { environmentSpec } from '../catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../catalogue/environments/index.ts'
import { fieldAt, titlesAlong, type FieldAt } from './field-at.ts'
import { pathOfText, pathText, type Path } from './paths.ts'
import { gridValues, mostPoints, type Dimension, type SweepSpec, type SweptValue } from './sweep.ts'
import { variantSpec } from './variant.ts'
import type { VariantSpec } from './variant.ts'

/** A dimension of a sweep, with the field that its path leads to. */
export interface SweptField {
  /** The variant that it belongs to; null where it is the world's, and so every variant's. */
  template: number | null
  /** From the point: ['update', 'clip'], ['environment', 'slip']. */
  path: Path
  field: FieldAt
  /** From the variant: ['update', 'clip ε']. */
  titles: readonly (string | number)[]
  values: Dimension['values']
}

/** The value of one swept field. Equal fields of several variants have the same path: update.clip, environment.slip. */
export interface Setting {
  readonly path: string
  readonly title: string
  readonly value: SweptValue
}

export interface SweepProblem {
  /** In the spec. */
  path: (string | number)[]
  message: string
}

interface WithTemplates {
  environment: EnvironmentSpec
  variants: readonly VariantSpec[]
}

/** The fields that a sweep names; or what is wrong with it, whatever its points come to. */
export function sweptFields(
  spec: WithTemplates,
  { dimensions, search }: SweepSpec,
): { fields: SweptField[]; problems: SweepProblem[] } {
  const problems: SweepProblem[] = []
  const fields: SweptField[] = []
  dimensions.forEach((dimension, index) => {
    const against = (key: string, message: string) =>
      problems.push({ path: ['sweep', 'dimensions', index, key], message })
    const read = sweptField(spec, dimension)
    if (typeof read === 'string') return against('path', read)
    if (dimensions.findIndex(({ path }) => path === dimension.path) < index)
      return against('path', 'this field is swept already; name it once, with all its values')
    const { values } = dimension
    if (!Array.isArray(values) && read.field.kind !== 'number')
      return against('values', 'only a number has a range; list the values')
    if (Array.isArray(values)) {
      const texts = values.map((value) => JSON.stringify(value))
      const twice = texts.find((text, place) => texts.indexOf(text) < place)
      if (twice !== undefined) return against('values', `${twice} is listed twice`)
    }
    fields.push(read)
  })
  if (problems.length > 0) return { fields: [], problems }
  const count = spec.variants.reduce(
    (sum, _, template) => sum + combinationCount(fieldsOf(fields, template), search),
    0,
  )
  if (count > mostPoints)
    problems.push({
      path: ['sweep'],
      message:
        `these are ${count.toLocaleString('en-US')} points, and ${mostPoints.toLocaleString('en-US')} are the most; ` +
        'name fewer values, or draw some of them at random',
    })
  return { fields, problems }
}

/** The field that a path of a spec leads to, where that can be swept. */
export function sweepableAt(spec: WithTemplates, path: string): FieldAt | undefined {
  const read = sweptField(spec, { path, values: [] })
  return typeof read === 'string' ? undefined : read.field
}

/** Those that change a variant: its own and the world's. */
export const fieldsOf = (fields: readonly SweptField[], template: number): SweptField[] =>
  fields.filter((field) => field.template === null || field.template === template)

/** How many combinations a variant has of the fields that change it. */
export function combinationCount(own: readonly SweptField[], search: SweepSpec['search']): number {
  if (own.length === 0) return 1
  if (search.kind === 'random') return search.draws
  return own.reduce((product, { values, field }) => product * gridValues(values, field.integer).length, 1)
}

/** Where a dimension leads; a sentence where that is nothing that can be swept. */
function sweptField({ environment, variants }: WithTemplates, { path: text, values }: Dimension): SweptField | string {
  const [first, ...rest] = pathOfText(text)
  const ofWorld = first === 'environment'
  const template = ofWorld ? null : rest[0]
  if (text !== pathText([first ?? '', ...rest]) || rest.length === 0 || (!ofWorld && first !== 'variants'))
    return 'name a field of a variant or of the world, such as variants[0].update.clip or environment.slip'
  if (template !== null && (typeof template !== 'number' || variants[template] === undefined))
    return `there is no variant ${template}; they count from 0`
  const inside = template === null ? rest : rest.slice(1)
  const [schema, value] =
    template === null ? ([environmentSpec, environment] as const) : ([variantSpec, variants[template]] as const)
  const field = fieldAt(schema, value, inside)
  if (field === undefined) return `${inside.length === 0 ? 'a variant' : pathText(inside)} is no field here`
  if (field.kind === 'other' || (inside.length === 1 && inside[0] === 'slot'))
    return `${field.title} can’t be swept; numbers, choices and switches can`
  return {
    template,
    path: template === null ? ['environment', ...inside] : inside,
    field,
    titles: [...(template === null ? ['world'] : []), ...titlesAlong(schema, value, inside)],
    values,
  }
}

/** Makes settings of a variant's swept fields from their values. Titles that several fields have get their part's before. */
export function settingsOf(own: readonly SweptField[]): (values: readonly SweptValue[]) => Setting[] {
  const short = own.map(({ field }) => field.title)
  const withPart = own.map(({ field, titles }) => `${titles[0]} ${field.title}`)
  const whole = own.map(({ titles }) => titles.join(' '))
  const isOnly = (titles: readonly string[], index: number) =>
    titles.indexOf(titles[index]!) === titles.lastIndexOf(titles[index]!)
  const titles = own.map(
    (_, index) => [short, withPart, whole].find((all) => isOnly(all, index))?.[index] ?? whole[index]!,
  )
  return (values) =>
    own.map(({ path }, index) => ({ path: pathText(path), title: titles[index]!, value: values[index]! }))
}

/** "learning rate η 0.003, λ 0.95": the settings that differ between points, after the variant's name where there are several. */
export function pointName(
  variants: readonly { name: string }[],
  template: number,
  own: readonly SweptField[],
  settings: readonly Setting[],
): string {
  const differing = settings.filter((_, index) => {
    const { values } = own[index]!
    return !Array.isArray(values) || values.length > 1
  })
  const { name } = variants[template]!
  const parts = differing.map(({ title, value }) => `${title} ${valueInWords(value)}`)
  return [...(variants.length > 1 || parts.length === 0 ? [name] : []), ...parts].join(', ')
}

function valueInWords(value: SweptValue): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(' × ')
  return value === null ? 'none' : String(value)
}
