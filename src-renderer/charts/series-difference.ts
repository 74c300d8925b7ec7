import type { EChartsOption } from './echarts.ts'

type Series = Extract<NonNullable<EChartsOption['series']>, readonly unknown[]>[number]

/**
 * What of the next option has to be set over the last: of a series that is the same object as before only its name, so
 * that ECharts keeps its data. Series that are gone go with `replaceMerge: ['series']`. Every series needs an id.
 */
export function seriesDifference(last: EChartsOption | null, next: EChartsOption): EChartsOption {
  const before = new Map(seriesOf(last).map((series) => [series.id, series]))
  return {
    ...next,
    series: seriesOf(next).map((series) =>
      before.get(series.id) === series ? ({ id: series.id, type: series.type } as Series) : series,
    ),
  }
}

const seriesOf = (option: EChartsOption | null): readonly Series[] =>
  option?.series === undefined ? [] : Array.isArray(option.series) ? option.series : [option.series]
