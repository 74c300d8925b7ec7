import type * as z from 'zod'
import { environmentSpec } from '../catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../catalogue/environments/index.ts'
import type { BudgetSpec } from './budget.ts'
import { combinationProblems } from './combinations.ts'
import { issuesOf } from './issues.ts'
import { withValueAt, type Path } from './paths.ts'
import { combinationsOf } from './sweep-combinations.ts'
import type { SweepSpec, SweptValue } from './sweep.ts'
import { fieldsOf, pointName, settingsOf, sweptFields } from './swept-fields.ts'
import type { Setting, SweepProblem, SweptField } from './swept-fields.ts'
import { variantSpec } from './variant.ts'
import type { VariantSpec } from './variant.ts'

/** What an experiment compares: a variant in a world. `variantIndex` of a run, and of a selection, is a point's index. */
export interface Point {
  /** In a sweep, named by what differs. */
  readonly variant: VariantSpec
  readonly environment: EnvironmentSpec
  /** Which of the spec's variants it comes from. */
  readonly template: number
  /** What the sweep gave it; nothing without a sweep. */
  readonly settings: readonly Setting[]
}

/** A combination of a sweep that is no point, and why. */
export interface LeftOut {
  readonly name: string
  readonly template: number
  /** Among all combinations. */
  readonly place: number
  readonly reason: string
}

interface Points {
  readonly points: readonly Point[]
  readonly leftOut: readonly LeftOut[]
}

/** What of a spec its points are made from. */
interface WithPoints {
  environment: EnvironmentSpec
  variants: VariantSpec[]
  budget: BudgetSpec
  sweep?: SweepSpec | undefined
}

/** Specs are never changed in place, so each one's points are made once. */
const known = new WeakMap<WithPoints, Points>()

/** All points of a spec, in the order that `variantIndex` counts. A sweep that `sweepProblems` refuses has none. */
export const pointsOf = (spec: WithPoints): readonly Point[] => made(spec).points

/** The point that a run trains; undefined where the spec has none of that index. */
export const pointOf = (spec: WithPoints, variantIndex: number): Point | undefined => pointsOf(spec)[variantIndex]

/** The combinations of its sweep that are no points. */
export const leftOutOf = (spec: WithPoints): readonly LeftOut[] => made(spec).leftOut

function made(spec: WithPoints): Points {
  let points = known.get(spec)
  if (points === undefined) known.set(spec, (points = spec.sweep ? ofSweep(spec, spec.sweep) : ofVariants(spec)))
  return points
}

const ofVariants = ({ environment, variants }: WithPoints): Points => ({
  points: variants.map((variant, template) => ({ variant, environment, template, settings: [] })),
  leftOut: [],
})

/** Why a sweep can't be queued: what it names, how many points it has, and variants that it leaves without any. */
export function sweepProblems(spec: WithPoints): SweepProblem[] {
  if (spec.sweep === undefined) return []
  const { problems, fields } = sweptFields(spec, spec.sweep)
  if (problems.length > 0) return problems
  const left = new Set(pointsOf(spec).map(({ template }) => template))
  return spec.variants.flatMap(({ name }, template) => {
    if (left.has(template) || fieldsOf(fields, template).length === 0) return []
    const { reason } = leftOutOf(spec).find((out) => out.template === template)!
    return [{ path: ['sweep'], message: `no point of “${name}” can be trained: ${reason}` }]
  })
}

function ofSweep(spec: WithPoints, sweep: SweepSpec): Points {
  const { fields, problems } = sweptFields(spec, sweep)
  if (problems.length > 0) return { points: [], leftOut: [] }
  const points: Point[] = []
  const leftOut: LeftOut[] = []
  const names = new Set<string>()
  const leftOutThen = sweep.leftOut && new Set(sweep.leftOut)
  let place = 0
  for (const [template, variant] of spec.variants.entries()) {
    const own = fieldsOf(fields, template)
    const toSettings = settingsOf(own)
    const drawn = new Set<string>()
    const partsMade = new Map<string, MadePart>()
    for (const values of combinationsOf(fields, own, sweep.search)) {
      const settings = toSettings(values)
      const name = pointName(spec.variants, template, own, settings)
      const text = JSON.stringify(values)
      const wasLeftOut = leftOutThen?.has(place)
      // What was queued stays what it was, whatever combines by now.
      const made = pointAt(spec, variant, own, values, wasLeftOut === false, partsMade)
      const reason =
        typeof made === 'string'
          ? made
          : drawn.has(text)
            ? 'it was drawn before'
            : wasLeftOut
              ? 'it was left out when the sweep was queued'
              : null
      drawn.add(text)
      if (typeof made !== 'string' && reason === null) {
        const identity = { name: freeName(name, names), slot: points.length }
        points.push({ ...made, variant: { ...made.variant, ...identity }, template, settings })
      } else leftOut.push({ name, template, place, reason: reason ?? '' })
      place++
    }
  }
  return { points, leftOut }
}

/** Variants may be called like points of others. */
function freeName(name: string, taken: Set<string>): string {
  let free = name
  for (let number = 2; taken.has(free); number++) free = `${name} (${number})`
  taken.add(free)
  return free
}

type Whole = Pick<Point, 'variant' | 'environment'>

/** A part of a point, or a sentence why it can't be. */
type MadePart = { value: unknown } | string

/**
 * A variant with these values of its swept fields; a sentence where that can't be trained.
 * @param partsMade parts of this variant by their values: points of a grid share them
 */
function pointAt(
  { environment, budget }: WithPoints,
  variant: VariantSpec,
  own: readonly SweptField[],
  values: readonly SweptValue[],
  trusted: boolean,
  partsMade: Map<string, MadePart>,
): Whole | string {
  let whole: Whole = { variant, environment }
  for (const part of new Set(own.map(({ path }) => path[0] as Part))) {
    const settings = own.flatMap(({ path }, index) =>
      path[0] === part ? [{ path: path.slice(1), value: values[index]! }] : [],
    )
    const key = JSON.stringify([part, trusted, settings.map(({ value }) => value)])
    let made = partsMade.get(key)
    if (made === undefined) partsMade.set(key, (made = makePart(part, partOf(whole, part), settings, trusted)))
    if (typeof made === 'string') return made
    whole = withPart(whole, part, made.value)
  }
  if (trusted || own.length === 0) return whole
  return combinationProblems(whole.environment, whole.variant, budget)[0]?.reason ?? whole
}

const schemaOf = { ...variantSpec.shape, environment: environmentSpec }
type Part = keyof typeof schemaOf

const partOf = ({ variant, environment }: Whole, part: Part): unknown =>
  part === 'environment' ? environment : variant[part]

const withPart = ({ variant, environment }: Whole, part: Part, value: unknown): Whole =>
  part === 'environment'
    ? { variant, environment: value as EnvironmentSpec }
    : { variant: { ...variant, [part]: value }, environment }

/** What was queued is not parsed again: schemas may have become narrower since. */
function makePart(
  part: Part,
  before: unknown,
  settings: readonly { path: Path; value: SweptValue }[],
  trusted: boolean,
): MadePart {
  const schema = schemaOf[part]
  const namesKind = ({ path }: { path: Path }) => path.at(-1) === 'kind'
  let value = before
  // The kind of a part first: what else is swept of the part belongs to that kind.
  for (const setting of settings.filter(namesKind))
    value = withDefaultsOfKind(schema, withValueAt(value, setting.path, setting.value))
  for (const setting of settings)
    if (!namesKind(setting)) value = withValueAt(value, setting.path, setting.value as unknown)
  if (trusted) return { value }
  const parsed = schema.safeParse(value)
  return parsed.success ? { value: parsed.data } : firstIssue(parsed.error, part)
}

/** A part of another kind keeps what both kinds have, and takes the new one's defaults for the rest. */
function withDefaultsOfKind(schema: z.ZodType, value: unknown): unknown {
  let next = value
  for (const issue of schema.safeParse(value).error?.issues ?? [])
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) next = withValueAt(next, [...(issue.path as Path), key], undefined)
  const parsed = schema.safeParse(next)
  return parsed.success ? parsed.data : next
}

function firstIssue(error: z.ZodError, part: Part): string {
  const [{ path, message }] = issuesOf(error) as [{ path: string; message: string }]
  return `${path === '' ? part : `${part}${path.startsWith('[') ? '' : '.'}${path}`} ${message}`
}
