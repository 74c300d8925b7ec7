import { describe, expect, it } from 'vitest'
import type { MetricColumns } from '../../../src-shared/contract/methods.ts'
import { metricNames, type MetricRow } from '../../../src-shared/domain/metric.ts'
import { appendRows, axisColumn, recordedMetrics } from './columns.ts'

const row = (update: number, values: MetricRow['values']): MetricRow => ({
  update,
  envSteps: update * 10,
  episodes: update * 2,
  computeMs: update * 500,
  wallMs: update * 700,
  values,
})
const read: MetricColumns = {
  rowCount: 2,
  decimated: false,
  update: [1, 2],
  envSteps: [10, 20],
  episodes: [2, 4],
  computeMs: [500, 1_000],
  wallMs: [700, 1_400],
  values: { return: [5, null] },
  recorded: { return: 1 },
}

describe('rows put behind those that were read', () => {
  it('adds them, with gaps where a metric wasn’t recorded', () => {
    const result = appendRows(read, 2, [row(3, { kl: 0.1 }), row(4, { return: 6 })])
    expect(result).toEqual({
      kind: 'columns',
      columns: {
        rowCount: 4,
        decimated: false,
        update: [1, 2, 3, 4],
        envSteps: [10, 20, 30, 40],
        episodes: [2, 4, 6, 8],
        computeMs: [500, 1_000, 1_500, 2_000],
        wallMs: [700, 1_400, 2_100, 2_800],
        values: { return: [5, null, null, 6], kl: [null, null, 0.1, null] },
        recorded: { return: 2, kl: 1 },
      },
    })
    expect(read.update).toEqual([1, 2])
  })
  it('passes over what is there already', () => {
    const result = appendRows(read, 1, [row(2, { return: 9 }), row(3, { return: 6 })])
    expect(result.kind === 'columns' && result.columns.values.return).toEqual([5, null, 6])
    expect(appendRows(read, 0, [row(1, {})])).toEqual({ kind: 'same' })
  })
  it('says when rows are missing in between', () => {
    expect(appendRows(read, 3, [row(4, {})])).toEqual({ kind: 'gap' })
  })
})

describe('what is shown', () => {
  it('goes over the axis that was asked for', () => {
    expect(axisColumn(read, 'computeMs')).toEqual([500, 1_000])
    expect(axisColumn(read, 'updates')).toEqual([1, 2])
    expect(axisColumn(read, 'wallMs')).toEqual([700, 1_400])
  })
  it('is what was recorded, best known first', () => {
    const values: MetricColumns['values'] = {
      gradientVariance: [1, 1],
      entropy: [1, null],
      kl: [null, null],
      evaluationReturn: [null, 2],
    }
    expect(recordedMetrics({ ...read, values }, metricNames)).toEqual([
      'evaluationReturn',
      'entropy',
      'gradientVariance',
    ])
  })
})
