import { fieldOf, type RunField } from './fields.ts'
import { readField, type FieldValue, type MetricLookup, type RunRecord } from './record.ts'

/**
 * Runs with a column for each field that was asked for, made once: what is filtered, sorted and grouped. A table is
 * never changed; new runs are a new table.
 */
export interface RunTable {
  readonly records: readonly RunRecord[]
  /** As they are shown; of text fields. */
  texts: (field: RunField) => readonly (readonly string[])[]
  /** In small letters. */
  lowerTexts: (field: RunField) => readonly (readonly string[])[]
  /** NaN where there is none; of numbers, durations, dates and flags. */
  numbers: (field: RunField) => Float64Array
  parameters: (field: RunField) => readonly (string | number | null)[]
  /** What a word without a field is looked for in: small letters, a line each. */
  searchTexts: () => readonly string[]
}

export function createRunTable(records: readonly RunRecord[], metrics: MetricLookup): RunTable {
  const columns = new Map<string, unknown>()
  const once = <T>(key: string, make: () => T): T => {
    if (!columns.has(key)) columns.set(key, make())
    return columns.get(key) as T
  }
  const column = <T extends FieldValue>(field: RunField): T[] => {
    const read = (record: RunRecord): T => readField(record, field, metrics) as T
    return records.map(isSharedByPoint(field) ? oncePerPoint(read) : read)
  }

  const table: RunTable = {
    records,
    texts: (field) => once(`texts ${field.id}`, () => column<readonly string[]>(field)),
    lowerTexts: (field) => once(`lower ${field.id}`, () => table.texts(field).map(onceEach(inSmallLetters))),
    numbers: (field) =>
      once(`numbers ${field.id}`, () => Float64Array.from(column<number | null>(field), (value) => value ?? NaN)),
    parameters: (field) => once(`parameters ${field.id}`, () => column<string | number | null>(field)),
    searchTexts: () =>
      once('search', () => {
        const ofPoint = oncePerPoint((record) =>
          ['name', 'environment', 'algorithm']
            .flatMap((id) => readField(record, fieldOf(id)!, metrics) as string[])
            .join('\n')
            .toLowerCase(),
        )
        const [tags, notes] = ['tag', 'note'].map((id) => table.lowerTexts(fieldOf(id)!))
        return records.map((record, row) => [ofPoint(record), ...tags![row]!, ...notes![row]!].join('\n'))
      }),
  }
  return table
}

/** Seeds of one point share these. */
const isSharedByPoint = ({ id, of }: RunField): boolean =>
  of === 'parameter' || ['name', 'experiment', 'variant', 'algorithm', 'environment'].includes(id)

function oncePerPoint<T>(read: (record: RunRecord) => T): (record: RunRecord) => T {
  const known = new Map<object, Map<number, T>>()
  return (record) => {
    let ofExperiment = known.get(record.experiment)
    if (ofExperiment === undefined) known.set(record.experiment, (ofExperiment = new Map()))
    const point = record.run?.variantIndex ?? -1
    if (!ofExperiment.has(point)) ofExperiment.set(point, read(record))
    return ofExperiment.get(point)!
  }
}

function onceEach<A extends object, T>(make: (of: A) => T): (of: A) => T {
  const known = new Map<A, T>()
  return (of) => {
    if (!known.has(of)) known.set(of, make(of))
    return known.get(of)!
  }
}

const inSmallLetters = (texts: readonly string[]): readonly string[] => texts.map((text) => text.toLowerCase())
