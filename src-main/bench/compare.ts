import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { keyText, nothingCompared, type BandKind, type CentreKind } from '../../src-shared/domain/comparison.ts'
import { experimentId } from '../../src-shared/domain/ids.ts'
import { pointsOf } from '../../src-shared/domain/points.ts'
import { chartThemes } from '../../src-shared/figure/chart-theme.ts'
import { figureOf } from '../../src-shared/figure/figure.ts'
import { questionsOf, resolveComparison } from '../../src-shared/figure/resolve-comparison.ts'
import { makeManyVariants } from '../storage/many-variants.ts'
import type { AppLine } from './app-line.ts'
import { median } from './median.ts'
import type { CompareResult } from './results.ts'

interface ComparePorts {
  /** Starts the app over a data folder. */
  startApp(home: string): Promise<AppLine>
  report(sentence: string): void
}

/** Sizes that are measured: opening some runs, and drawing very many variants. */
const sizes = [
  { variants: 10, seeds: 10, rows: 1_000 },
  { variants: 200, seeds: 5, rows: 1_000 },
  { variants: 1_000, seeds: 5, rows: 1_000 },
] as const
const kinds: readonly { centre: CentreKind; band: BandKind }[] = [
  { centre: 'mean', band: 't' },
  { centre: 'iqm', band: 'bootstrap' },
]

/**
 * What Compare asks when it is opened, over the app's line, from a cold reader and again; and how long the window's own
 * code then takes to make the figure, here in Node, without drawing it.
 */
export async function measureCompare(
  { startApp, report }: ComparePorts,
  repetitions: number,
  share = 1,
): Promise<CompareResult> {
  const load = loadavg()[0]!
  const results: CompareResult['sizes'] = []
  for (const { variants: most, seeds, rows } of sizes) {
    const variants = Math.max(2, Math.round(most * share))
    const home = mkdtempSync(join(tmpdir(), 'ascent-bench-'))
    try {
      report(`compare: making ${variants} variants of ${seeds} seeds`)
      const id = 'comparebench'
      makeManyVariants(join(home, 'ascent.db'), id, { variants, seeds, rows })
      for (const kind of kinds) {
        const samples: Opening[] = []
        for (let repetition = 1; repetition <= repetitions; repetition++) {
          report(`compare: ${variants} variants, ${kind.centre} and ${kind.band}, ${repetition} of ${repetitions}`)
          samples.push(await timeOpening(home, startApp, id, kind))
        }
        const middle = (pick: (sample: Opening) => number) => median(samples.map(pick))!
        results.push({
          variants,
          seeds,
          rows,
          ...kind,
          firstMs: middle(({ firstMs }) => firstMs),
          againMs: middle(({ againMs }) => againMs),
          seedsMs: middle(({ seedsMs }) => seedsMs),
          figureMs: middle(({ figureMs }) => figureMs),
          bytes: samples[0]!.bytes,
        })
      }
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  }
  return { sizes: results, load, measuredAt: new Date().toISOString() }
}

interface Opening {
  firstMs: number
  againMs: number
  seedsMs: number
  figureMs: number
  bytes: number
}

async function timeOpening(
  home: string,
  startApp: ComparePorts['startApp'],
  id: string,
  kind: (typeof kinds)[number],
): Promise<Opening> {
  const app = await startApp(home)
  try {
    const tree = (await app.ask('history.tree', {})).result
    const experiments = new Map(tree.experiments.map((experiment) => [experiment.id as string, experiment]))
    const selection = pointsOf(experiments.get(id)!.spec).map((_, variantIndex) => ({
      experimentId: experimentId.parse(id),
      variantIndex,
    }))
    const askedAtMs = performance.now()
    const resolved = resolveComparison({ ...nothingCompared, selection, ...kind }, experiments, tree.runs)
    const question = questionsOf(resolved)[0]!
    const resolvingMs = performance.now() - askedAtMs
    const first = await app.ask('comparison.curves', question.curves)
    const firstMs = performance.now() - askedAtMs - resolvingMs
    const againAtMs = performance.now()
    await app.ask('comparison.curves', question.curves)
    const againMs = performance.now() - againAtMs
    const seedsAtMs = performance.now()
    const seeds = await app.ask('comparison.seeds', question.seeds)
    const seedsMs = performance.now() - seedsAtMs

    const figureAtMs = performance.now()
    const answer = {
      curves: new Map(first.result.curves.map((curve) => [keyText(curve.key), curve])),
      seeds: Map.groupBy(seeds.result.seeds, (line) => keyText(line.key)),
    }
    figureOf(resolved, new Map([[question.metric, answer]]), 'light').option(chartThemes.light, {
      width: 1_000,
      height: 500,
    })
    const figureMs = resolvingMs + performance.now() - figureAtMs
    return { firstMs, againMs, seedsMs, figureMs, bytes: first.bytes }
  } finally {
    await app.close()
  }
}
