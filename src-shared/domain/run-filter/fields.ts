import { betterEnd } from '../metric-direction.ts'
import { metricDefinition, metricNames, type MetricName } from '../metric.ts'
import { lastValues, type SummaryStatistic } from '../run-summary.ts'
import { nearest } from './nearest.ts'
import { parameterPaths } from './parameter-paths.ts'

/**
 * How values compare: texts by their letters (a field may have several, such as tags: one has to match), numbers,
 * durations in seconds, dates in ms since 1970, flags as yes and no. A parameter is a number or a text, as its spec has
 * it.
 */
export type FieldKind = 'text' | 'number' | 'duration' | 'date' | 'flag' | 'parameter'

/** What a run can be filtered, sorted and grouped by: a column of the table of runs. */
export interface RunField {
  /** Its name in full. */
  id: string
  kind: FieldKind
  title: string
  unit?: string
  of: 'run' | 'parameter' | 'metric'
}

const ofRun = (id: string, kind: FieldKind, title: string, unit?: string): RunField => ({
  id,
  kind,
  title,
  of: 'run',
  ...(unit !== undefined && { unit }),
})

export const runFields: readonly RunField[] = [
  ofRun('name', 'text', 'Name'),
  ofRun('experiment', 'text', 'Experiment'),
  ofRun('variant', 'text', 'Variant'),
  ofRun('algorithm', 'text', 'Algorithm'),
  ofRun('environment', 'text', 'Environment'),
  ofRun('status', 'text', 'Status'),
  ofRun('engine', 'text', 'Engine'),
  ofRun('seed', 'number', 'Seed'),
  ofRun('tag', 'text', 'Tags'),
  ofRun('note', 'text', 'Notes'),
  ofRun('locked', 'flag', 'Locked'),
  ofRun('created', 'date', 'Queued'),
  ofRun('started', 'date', 'Started'),
  ofRun('ended', 'date', 'Ended'),
  ofRun('duration', 'duration', 'Duration'),
  ofRun('computeTime', 'duration', 'Compute time'),
  ofRun('steps', 'number', 'Env steps'),
  ofRun('updates', 'number', 'Updates'),
  ofRun('episodes', 'number', 'Episodes'),
]

/** Other words for the same. */
const aliases: Record<string, string> = {
  tags: 'tag',
  note: 'note',
  notes: 'note',
  queued: 'created',
  envsteps: 'steps',
  env: 'environment',
  algo: 'algorithm',
}

/** Of a metric: its last value, its best, lowest and highest one, the mean of its last ten. */
const statistics: Record<string, { statistic: SummaryStatistic; title: string }> = {
  last: { statistic: 'last', title: 'last' },
  best: { statistic: 'best', title: 'best' },
  lowest: { statistic: 'lowest', title: 'lowest' },
  highest: { statistic: 'highest', title: 'highest' },
  mean10: { statistic: 'meanOfLast10', title: `mean of last ${lastValues}` },
}

export const metricFields: readonly RunField[] = metricNames
  .filter((name) => metricDefinition(name).place === undefined)
  .flatMap((name) =>
    Object.entries(statistics)
      // Most metrics have no better end.
      .filter(([part]) => part !== 'best' || betterEnd(name) !== undefined)
      .map(([part, { title }]): RunField => {
        const { label, unit } = metricDefinition(name)
        return {
          id: `${name}.${part}`,
          kind: 'number',
          title: `${capital(label)}, ${title}`,
          of: 'metric',
          ...(unit !== undefined && { unit }),
        }
      }),
  )

export const parameterFields: readonly RunField[] = parameterPaths
  // The algorithm's world is a field of the run itself.
  .filter(({ path }) => path !== 'environment')
  .map(({ path, title, unit }) => ({
    id: path,
    kind: 'parameter',
    title: titleWithPart(path, title),
    of: 'parameter',
    ...(unit !== undefined && unit !== title && { unit }),
  }))

export const allFields: readonly RunField[] = [...runFields, ...metricFields, ...parameterFields]

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Policy and critic both have hidden layers, a budget has env steps as the run has: the column says whose. */
function titleWithPart(path: string, title: string): string {
  const [part, ...rest] = path.split('.')
  if (rest.length === 0) return capital(spaced(title))
  const isAlone =
    !parameterPaths.some((other) => other.title === title && other.path !== path) &&
    !runFields.some((own) => own.title === capital(title))
  return isAlone ? capital(title) : `${capital(part!)}: ${title}`
}

function spaced(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
}

const byId = new Map(allFields.map((field) => [field.id.toLowerCase(), field]))

/** What a module of one's own is given has no schema. */
const moduleParameter = /^environment\.parameters\.[^.]+(?:\.[^.]+)*$/

/** The field of a full name. */
export function fieldOf(id: string): RunField | undefined {
  const known = byId.get(id.toLowerCase())
  if (known !== undefined) return known
  return moduleParameter.test(id)
    ? { id, kind: 'parameter', title: id.split('.').slice(2).join('.'), of: 'parameter' }
    : undefined
}

/** What a metric's field is: a statistic of the values that a run recorded. */
export function metricOf(field: RunField): { metric: MetricName; statistic: SummaryStatistic } | null {
  if (field.of !== 'metric') return null
  const [metric, part] = field.id.split('.') as [MetricName, string]
  return { metric, statistic: statistics[part]!.statistic }
}

type Found = { kind: 'field'; field: RunField } | { kind: 'unknown' } | { kind: 'ambiguous'; candidates: RunField[] }

/**
 * The field that a name means: a run's own; else a name in full; else a parameter by the end of its path, of which the
 * shortest path counts ("learningRate" is "update.learningRate", not "critic.fit.learningRate"); else a metric, whose
 * last value it is. Two paths that are as short leave it open.
 */
export function findField(name: string): Found {
  const wanted = name.toLowerCase()
  const own = byId.get(aliases[wanted] ?? wanted) ?? fieldOf(name) ?? byId.get(wanted.replace(/\.(?:kind|id)$/, ''))
  if (own !== undefined) return { kind: 'field', field: own }
  const ends = parameterFields.filter(({ id }) => id.toLowerCase().endsWith(`.${wanted}`))
  const shortest = Math.min(...ends.map(depth))
  const candidates = ends.filter((field) => depth(field) === shortest)
  if (candidates.length === 1) return { kind: 'field', field: candidates[0]! }
  const metric = byId.get(`${wanted}.last`)
  if (candidates.length > 1)
    return { kind: 'ambiguous', candidates: metric === undefined ? candidates : [...candidates, metric] }
  return metric === undefined ? { kind: 'unknown' } : { kind: 'field', field: metric }
}

const depth = ({ id }: RunField): number => id.split('.').length

/** The shortest name that means this field. */
export function shortName(field: RunField): string {
  if (field.of !== 'parameter') return field.id
  const parts = field.id.split('.')
  for (let from = parts.length - 1; from > 0; from--) {
    const name = parts.slice(from).join('.')
    const found = findField(name)
    if (found.kind === 'field' && found.field.id === field.id) return name
  }
  return field.id
}

/** The name that a mistyped one was probably meant to be. */
export function nearestField(typed: string): string | undefined {
  const parameters = parameterFields.flatMap((field) => [shortName(field), field.id])
  return nearest(typed, [
    ...runFields.map(({ id }) => id),
    ...metricNames,
    ...metricFields.map(({ id }) => id),
    ...parameters,
  ])
}
