import type { TextFigureParams } from '../../src-shared/contract/figure.ts'
import { metricWithUnit } from '../../src-shared/domain/metric.ts'
import { xAxisOf } from '../../src-shared/figure/axes.ts'
import { chartThemes } from '../../src-shared/figure/chart-theme.ts'
import { solvedAtOf } from '../../src-shared/figure/compared.ts'
import { figureOf } from '../../src-shared/figure/figure.ts'
import type { Database } from '../storage/database.ts'
import { drawSvg } from './draw-svg.ts'
import { latexText } from './latex-text.ts'
import { pgfplots } from './pgfplots.ts'
import { readFigure } from './read-figure.ts'
import { readResults } from './read-results.ts'
import { seriesCsv } from './series-csv.ts'
import { csvResults, latexResults, markdownResults } from './written-results.ts'

/** A comparison written in a format, in pieces. Equal runs give equal bytes: no ids of the database, no times. */
export function* figurePieces(database: Database, { spec, format, frame }: TextFigureParams): Generator<string> {
  if (format === 'csv') {
    yield* seriesCsv(readFigure(database, spec, 'all'))
    return
  }
  const read = readFigure(database, spec, 'drawn')
  const { resolved, answers } = read
  const theme = chartThemes[frame.theme]
  const figure = figureOf(resolved, answers, theme.scheme)
  const xName = xAxisOf(resolved.x).name
  switch (format) {
    case 'svg':
      yield drawSvg(figure.option(theme, { width: frame.widthPx, height: frame.heightPx }, true), {
        widthPx: frame.widthPx,
        heightPx: frame.heightPx,
        ground: theme.panel,
        title: `${resolved.metrics.map(metricWithUnit).join('; ')} over ${xName}`,
        description: figure.caption,
      })
      return
    case 'pgfplots':
      yield '% Needs \\usepackage{pgfplots} and \\pgfplotsset{compat=1.16} or later.\n'
      yield `% ${latexText(figure.caption)}\n`
      for (const { metric, facet, variants, curves } of figure.panels)
        yield pgfplots(
          {
            curves,
            xLabel: xName,
            yLabel: facet === null ? metricWithUnit(metric) : `${metricWithUnit(metric)}, ${facet}`,
            xDivisor: resolved.x === 'computeMs' || resolved.x === 'wallMs' ? 1_000 : 1,
            solvedAt: solvedAtOf(variants, metric),
            logX: spec.logX,
            logY: spec.logY,
            xRange: spec.xRange,
            yRange: spec.yRange,
          },
          theme,
          frame,
        )
      return
    case 'table-markdown':
      yield markdownResults(readResults(database, resolved))
      return
    case 'table-latex':
      yield latexResults(readResults(database, resolved))
      return
    case 'table-csv':
      yield csvResults(readResults(database, resolved))
      return
    case 'caption':
      yield `${figure.caption}\n`
  }
}
