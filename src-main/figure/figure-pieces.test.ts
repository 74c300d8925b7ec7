import { expect, describe, it } from 'vitest'
import { figureParams } from '../../src-shared/contract/figure.ts'
import type { TextFigureParams } from '../../src-shared/contract/figure.ts'
import { experimentId } from '../../src-shared/domain/ids.ts'
import type { Run } from '../../src-shared/domain/run.ts'
import { metricRowOf, openForTest, smallSpec, testExperiment, testRun } from '../storage/fixtures.ts'
import { insertExperiment } from '../storage/repositories/experiments.ts'
import { appendMetrics } from '../storage/repositories/metrics.ts'
import { figurePieces } from './figure-pieces.ts'

const hostile = ['=cmd|"/c calc"!A1, 50 % & <b>$x_1$</b>', 'β\u0007 ≤ λ \\end{document} {#~^} | `a` [b](c)']

/** Two variants with hostile names, four seeds each; one seed of the first ended early. */
function hostileComparison(id = 'aaaaaaaa') {
  const database = openForTest()
  const experiment = testExperiment(id, 2)
  const spec = { ...smallSpec(experiment.name, 2), evaluation: null }
  spec.variants.forEach((variant, index) => (variant.name = hostile[index]!))
  const runs: Run[] = [0, 1].flatMap((variantIndex) =>
    [1, 2, 3, 4].map((seed) =>
      testRun(`${id}run${variantIndex}${seed}`, experiment.id, {
        variantIndex,
        seed,
        queuePosition: seed,
        status: variantIndex === 0 && seed === 4 ? 'interrupted' : 'finished',
      }),
    ),
  )
  insertExperiment(database, { ...experiment, spec }, runs)
  for (const run of runs)
    appendMetrics(
      database,
      run.id,
      Array.from({ length: run.status === 'interrupted' ? 40 : 100 }, (_, i) =>
        metricRowOf(i + 1, { return: -30 + (20 + run.variantIndex) * Math.sin(i / 40 + run.seed / 7) }),
      ),
    )
  const params = (format: TextFigureParams['format'], changes: object = {}) => {
    const selection = [0, 1].map((variantIndex) => ({ experimentId: experiment.id, variantIndex }))
    return { ...figureParams.parse({ spec: { selection, metrics: ['return'], ...changes }, format }), format }
  }
  return {
    written: (format: TextFigureParams['format'], changes?: object) =>
      [...figurePieces(database, params(format, changes))].join(''),
  }
}

/** Ticks of an axis: where a label stands in px, and its number. */
function ticksOf(svg: string, along: 'x' | 'y'): { px: number; value: number }[] {
  const anchor = along === 'x' ? 'middle' : 'end'
  return Array.from(
    svg.matchAll(
      new RegExp(`<text [^>]*text-anchor="${anchor}"[^>]*translate\\(([\\d.]+) ([\\d.]+)\\)[^>]*>([^<]+)`, 'g'),
    ),
    ([, x, y, label]) => ({
      px: Number(along === 'x' ? x : y),
      value: Number(label!.replace('−', '-').replace('k', 'e3')),
    }),
  ).filter(({ value }) => Number.isFinite(value))
}
function mapOf(ticks: { px: number; value: number }[]): (value: number) => number {
  const first = ticks[0]!
  const last = ticks.at(-1)!
  return (value) => first.px + ((value - first.value) / (last.value - first.value)) * (last.px - first.px)
}

const withoutFont = (svg: string): string => svg.replace(/<style>[^<]*<\/style>/, '')

describe('a figure as SVG', () => {
  it('has the CSV’s numbers as its coordinates, to 0.1 px', () => {
    const { written } = hostileComparison()
    const svg = written('svg')
    const x = mapOf(ticksOf(svg, 'x'))
    const y = mapOf(ticksOf(svg, 'y'))
    const rows = written('csv')
      .split('\n')
      .slice(1, -1)
      .map((line) => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)!.map((cell) => cell.replace(/,$/, '')))
    const centres = Map.groupBy(
      rows.filter((cells) => cells[3] === ''),
      (cells) => cells[2]!,
    )
    const lines = Array.from(svg.matchAll(/<polyline points="([^"]+)"[^>]* stroke-width="1.6"/g), ([, points]) => {
      const numbers = points!.split(' ').map(Number)
      return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i]!, numbers[2 * i + 1]!] as const)
    })
    expect(lines.map(({ length }) => length)).toEqual([100, 100])
    expect(centres.size).toBe(2)
    ;[...centres.values()].forEach((points, index) => {
      points.forEach((cells, place) => {
        const [px, py] = lines[index]![place]!
        expect(Math.abs(px - x(Number(cells[4])))).toBeLessThan(0.1)
        expect(Math.abs(py - y(Number(cells[5])))).toBeLessThan(0.1)
      })
    })
  })

  it('is the same bytes again and under other ids, whatever was drawn before', () => {
    const first = hostileComparison().written('svg')
    const other = hostileComparison('bbbbbbbb')
    other.written('svg', { showSeeds: false })
    // Compared as one fact: their difference can't be read.
    expect(other.written('svg') === first).toBe(true)
    expect(withoutFont(first).match(/zr\d|ecmeta|aaaaaaaa|class=/)).toBeNull()
  })

  it('is well-formed XML whatever variants are called, and brings the parts of its font that it needs', () => {
    const svg = hostileComparison().written('svg')
    const open: string[] = []
    const closed: [string, string | undefined][] = []
    const texts = withoutFont(svg).replace(/<(\/?)(\w+)(?: [\w:-]+="[^"<]*")*>/g, (_, close, name) => {
      if (close === '') open.push(name)
      else closed.push([name, open.pop()])
      return ''
    })
    expect(open).toEqual([])
    expect(closed.filter(([name, opened]) => name !== opened)).toEqual([])
    expect(texts.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[<>&]/)
    expect(texts).not.toContain('\u0007')
    expect(texts).toContain('=cmd|&quot;/c calc')
    // Latin and Greek.
    expect(svg.match(/@font-face/g)).toHaveLength(2)
  })
})

describe('a comparison as text', () => {
  const { written } = hostileComparison()

  it('as CSV has intervals as drawn and as computed, and names that no spreadsheet computes', () => {
    const [head, ...lines] = written('csv').trimEnd().split('\n')
    expect(head).toBe('metric,facet,variant,seed,envSteps,value,raw,low,high,lowUncut,highUncut,n')
    expect(lines).toHaveLength(2 * 100 + 7 * 100 + 40)
    expect(lines[0]).toMatch(/^return,,"'=cmd\|""\/c calc""!A1, 50 % & <b>\$x_1\$<\/b>",,128,-\d/)
    expect(written('csv', { showSeeds: false }).trimEnd().split('\n')).toHaveLength(201)
  })

  it('as a table in Markdown, LaTeX and CSV keeps its cells apart', () => {
    const markdown = written('table-markdown', { threshold: -20 }).split('\n').slice(0, 4)
    expect(markdown[0]).toBe(
      '| Variant | N | Final return | Best return | Area under the curve | Env steps to −20 | Seeds |',
    )
    for (const line of markdown) expect(line.replaceAll('\\|', '').match(/\|/g)).toHaveLength(8)
    const latex = written('table-latex')
    const cells = latex.split('\n').filter((line) => line.endsWith('\\\\'))
    expect(cells).toHaveLength(3)
    for (const line of cells) expect(line.replaceAll('\\&', '').match(/&/g)).toHaveLength(5)
    expect(latex).toContain('$\\beta$  $\\leq$ $\\lambda$ \\textbackslash{}end\\{document\\}')
    expect(latex.match(/\\end\{/g)).toHaveLength(1)
    const csv = written('table-csv', { threshold: 1e6 }).trimEnd().split('\n')
    const columns = ['final', 'best', 'area', 'steps'].flatMap((name) =>
      ['', 'Low', 'High', 'LowUncut', 'HighUncut'].map((column) => `${name}${column}`),
    )
    expect(csv[0]).toBe(['variant', 'n', ...columns].join(','))
    expect(csv[1]).toMatch(/^"'=cmd.*,3,-\d.*,never,/)
    expect(csv).toHaveLength(3)
  })

  it('as pgfplots balances every group, and has the drawn points', () => {
    const tex = written('pgfplots')
    const code = tex.replace(/^%.*$/gm, '').replaceAll(/\\[\\{}#$%&_]/g, '')
    expect(code.match(/\{/g)!.length).toBe(code.match(/\}/g)!.length)
    expect(code).not.toMatch(/[#~]|\^(?!\{)/)
    expect(tex.match(/\\addlegendentry/g)).toHaveLength(2)
    // Eight seeds, a band each, a centre each.
    expect(tex.match(/\\addplot/g)).toHaveLength(12)
  })

  it('as a caption says centre, band, N and who ended early', () => {
    expect(written('caption')).toMatch(/^Mean over 4 seeds with its 95 % t-interval.*1 run ended before the budget/s)
  })
})

it('draws what is left when an experiment is gone', () => {
  const database = openForTest()
  const spec = { selection: [{ experimentId: experimentId.parse('cccccccc'), variantIndex: 0 }] }
  const params = { ...figureParams.parse({ spec, format: 'svg' }), format: 'svg' as const }
  expect([...figurePieces(database, params)].join('')).toContain('</svg>')
})
