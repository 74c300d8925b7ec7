export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | '~' | '!~'

/** What a field is compared with, as its kind reads it. */
export type Literal =
  | { kind: 'text'; text: string }
  | { kind: 'number'; value: number }
  | { kind: 'duration'; seconds: number }
  /** A year, month, day or minute, as it was written: what it means depends on today and the time zone. */
  | { kind: 'date'; text: string }
  | { kind: 'flag'; value: boolean }

/**
 * A filter of runs. Fields are named in full. What a run has no value for is never equal, never greater and never
 * smaller; "a != b" is "not a = b".
 */
export type Filter =
  /** Everything. */
  | { kind: 'all' }
  | { kind: 'and' | 'or'; parts: readonly Filter[] }
  | { kind: 'not'; part: Filter }
  | { kind: 'has'; field: string }
  | { kind: 'compare'; field: string; operator: Comparison; value: Literal }
  | { kind: 'in'; field: string; values: readonly Literal[] }
  /** Within the last so many seconds. */
  | { kind: 'within'; field: string; seconds: number }
  /** In a name, tag, note, the environment, the algorithm, or a status. */
  | { kind: 'word'; text: string }

/** The fields that a filter asks for. */
export function fieldsIn(filter: Filter): string[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.parts.flatMap(fieldsIn)
    case 'not':
      return fieldsIn(filter.part)
    case 'has':
    case 'compare':
    case 'in':
    case 'within':
      return [filter.field]
    default:
      return []
  }
}
