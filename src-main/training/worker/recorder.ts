import { metricDefinition } from '../../../src-shared/domain/metric.ts'
import type { MetricName, MetricRow } from '../../../src-shared/domain/metric.ts'

/** What one update (or evaluation) gave: metrics that don't apply are absent. */
export type MetricValues = Partial<Record<MetricName, number>>

/** Puts the updates between two recorded rows together, each metric in its own way (`over`). */
export interface Recorder {
  add(values: MetricValues): void
  /** The values since the last row; starts the next one. */
  takeValues(): MetricRow['values']
  save(): RecorderState
  load(state: RecorderState): void
}

export type RecorderState = { [name in MetricName]?: { value: number; count: number } }

export function createRecorder(): Recorder {
  let sofar: RecorderState = {}
  return {
    add(values) {
      for (const [key, value] of Object.entries(values)) {
        if (value === undefined) continue
        const name = key as MetricName
        const before = sofar[name]
        if (before === undefined) {
          sofar[name] = { value, count: 1 }
          continue
        }
        before.value = together(metricDefinition(name).over, before.value, value)
        before.count++
      }
    },
    takeValues() {
      const values: MetricRow['values'] = {}
      for (const [key, { value, count }] of Object.entries(sofar)) {
        const name = key as MetricName
        values[name] = metricDefinition(name).over === 'mean' ? value / count : value
      }
      sofar = {}
      return values
    },
    save: () => structuredClone(sofar),
    load(state) {
      sofar = structuredClone(state)
    },
  }
}

function together(over: 'mean' | 'sum' | 'min' | 'max' | 'last', before: number, value: number): number {
  switch (over) {
    case 'mean':
    case 'sum':
      return before + value
    case 'min':
      return Math.min(before, value)
    case 'max':
      return Math.max(before, value)
    case 'last':
      return value
  }
}
