import type { RunField } from '../../../../src-shared/domain/run-filter/fields.ts'
import type { RunTable } from '../../../../src-shared/domain/run-filter/table.ts'
import {
  formatCount,
  formatDateTime,
  formatDuration,
  formatMoment,
  formatNumber,
  formatShort,
} from '../../../../src-shared/words/format.ts'

/** What a cell shows, and in full where that is more. */
export interface CellText {
  text: string
  title?: string
}

const counts = ['steps', 'updates', 'episodes']

/** A run's value of a field, as people read it; empty where it has none. */
export function cellText(table: RunTable, field: RunField, row: number, nowMs: number): CellText {
  switch (field.kind) {
    case 'text': {
      const texts = table.texts(field)[row]!
      // An algorithm has many names; the first is the usual one.
      const shown = field.id === 'algorithm' ? texts.slice(0, 1) : texts
      return { text: shown.join(', ') }
    }
    case 'parameter': {
      const value = table.parameters(field)[row]!
      if (typeof value === 'number') return { text: numberOf(value), title: String(value) }
      return { text: value ?? '' }
    }
    default: {
      const value = table.numbers(field)[row]!
      return Number.isNaN(value) ? { text: '' } : numberText(field, value, nowMs)
    }
  }
}

/** A number of this field, also a mean of several. */
export function numberText(field: RunField, value: number, nowMs: number): CellText {
  switch (field.kind) {
    case 'date':
      return { text: formatMoment(value, nowMs), title: formatDateTime(value) }
    case 'duration':
      return { text: formatDuration(value) }
    case 'flag':
      return { text: value === 1 ? 'yes' : '' }
    default:
      if (field.id === 'seed') return { text: String(value) }
      if (counts.includes(field.id)) return { text: formatShort(value), title: formatCount(value) }
      return { text: formatNumber(value), title: String(value) }
  }
}

/** Nothing of a parameter is rounded. */
const numberOf = (value: number): string =>
  Math.abs(value) >= 1_000 && Number.isInteger(value) ? formatCount(value) : String(value)

export const isRightAligned = ({ kind, of, id }: RunField): boolean =>
  of === 'metric' || kind === 'duration' || kind === 'date' || (kind === 'number' && id !== 'seed')
