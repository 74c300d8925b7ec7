import { drawnCurve } from '../../src-shared/figure/drawn-curves.ts'
import { movedCurve, movedLines, originX } from '../../src-shared/figure/fork-origin.ts'
import { panelsOf } from '../../src-shared/figure/resolve-comparison.ts'
import { csvCell, numberText } from '../reading/csv-cell.ts'
import type { ReadFigure } from './read-figure.ts'

const linesAtOnce = 500

/**
 * The series that a figure draws, with every point, as CSV in pieces: of each metric and variant the centre (no seed)
 * with the interval as drawn and as computed, then the single seeds where they are drawn. x has its own name and unit,
 * and `raw` is the centre without smoothing.
 */
export function* seriesCsv({ resolved, answers }: ReadFigure): Generator<string> {
  yield `metric,facet,variant,seed,${resolved.x},value,raw,low,high,lowUncut,highUncut,n\n`
  for (const { metric, facet, variants } of panelsOf(resolved)) {
    for (const variant of variants) {
      const answer = answers.get(metric)
      const curve = answer?.curves.get(variant.id)
      if (curve === undefined) continue
      const by = originX(variant, resolved.x, resolved.spec)
      const label = [metric, csvCell(facet ?? ''), csvCell(variant.label)].join(',')
      const drawn = drawnCurve(variant, movedCurve(curve, by), [], {
        metric,
        scheme: 'light',
        logX: false,
        logY: false,
      })
      const { low, high, uncut, rawCentre } = drawn
      yield* inPieces(drawn.x.length, (i) => {
        const band = [rawCentre[i], low[i], high[i], uncut.low[i], uncut.high[i]].map(numberOrNothing).join(',')
        return `${label},,${numberText(drawn.x[i]!)},${numberText(drawn.centre[i]!)},${band},${drawn.n[i]!}\n`
      })
      // Those that are not drawn were not asked for.
      for (const { seed, x, y } of movedLines(answer?.seeds.get(variant.id) ?? [], by))
        yield* inPieces(x.length, (i) => `${label},${seed},${numberText(x[i]!)},${numberText(y[i]!)},,,,,,\n`)
    }
  }
}

const numberOrNothing = (value: number | null | undefined): string =>
  value === null || value === undefined ? '' : numberText(value)

function* inPieces(lines: number, line: (index: number) => string): Generator<string> {
  for (let from = 0; from < lines; from += linesAtOnce) {
    let piece = ''
    for (let i = from; i < Math.min(lines, from + linesAtOnce); i++) piece += line(i)
    yield piece
  }
}
