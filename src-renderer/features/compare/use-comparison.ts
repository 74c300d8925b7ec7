import { useEffect, useMemo, useRef, useState } from 'react'
import type { SeedLine, VariantCurve } from '../../../src-shared/contract/comparison.ts'
import { readSelection, writeSelection } from '../../../src-shared/domain/comparison-address.ts'
import { keyText, type VariantKey } from '../../../src-shared/domain/comparison.ts'
import type { CurveAxis, MetricName } from '../../../src-shared/domain/metric.ts'
import { sentenceOfFailure } from '../../client/ascent-failure.ts'
import { useClient } from '../../client/index.tsx'
import { answered, answerTo } from './answer.ts'
import type { Answer } from './answer.ts'
import type { ComparedVariant } from '../../../src-shared/figure/compared.ts'
import { seedsInsteadOfBand } from '../../../src-shared/figure/drawn-curves.ts'
import { createPoller } from './poller.ts'
import { sameCurve, sameSeeds } from './same-data.ts'

const curvesEveryMs = 250
const seedsEveryMs = 1_000
const curvePoints = 600
/** All seeds' lines together have about this many points, so that 500 of them are still drawn in a blink. */
const seedPointsInAll = 40_000

const noSeeds: ReadonlyMap<string, SeedLine[]> = new Map()

export interface Comparison {
  /** By `keyText`; null until the first answer. */
  curves: ReadonlyMap<string, VariantCurve> | null
  seeds: ReadonlyMap<string, SeedLine[]>
  /** Why there is nothing to see, as a sentence. */
  failure: string | null
}

/**
 * The curves of the selection, asked for anew when its runs have moved on: centre and band 4 times a second at most,
 * single seeds once.
 */
export function useComparison(
  variants: readonly ComparedVariant[],
  metric: MetricName,
  axis: CurveAxis,
  showSeeds: boolean,
): Comparison {
  const client = useClient()
  const [curves, setCurves] = useState<Answer<VariantCurve> | null>(null)
  const [seeds, setSeeds] = useState<Answer<SeedLine[]> | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  // What is asked for, as text: the same selection in a new array asks nothing new.
  const selectionText = writeSelection(variants.map((variant) => variant.key))
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const selection = useMemo<VariantKey[]>(() => variants.map((variant) => variant.key), [selectionText])
  // Whose single seeds are drawn.
  const seedText = writeSelection(
    variants.filter((variant) => showSeeds || seedsInsteadOfBand(variant)).map((variant) => variant.key),
  )
  const question = `${metric} over ${axis}`
  const runIds = useRef<ReadonlySet<string>>(new Set())
  useEffect(() => {
    runIds.current = new Set(variants.flatMap((variant) => variant.runs.map((run) => run.id)))
  }, [variants])

  useEffect(() => {
    let stopped = false
    const seedSelection = readSelection(seedText)
    const fail = (reason: unknown): void => {
      if (!stopped) setFailure(sentenceOfFailure(reason))
    }
    const curvesPoller = createPoller(curvesEveryMs, async () => {
      try {
        const result =
          selection.length === 0
            ? { curves: [] }
            : await client.call('comparison.curves', {
                groups: selection.map((key) => [key]),
                metric,
                x: axis,
                maxPoints: curvePoints,
              })
        if (stopped) return
        setFailure(null)
        const next = new Map(result.curves.map((curve) => [keyText(curve.key), curve]))
        setCurves((before) => answerTo(question, before, next, sameCurve))
      } catch (reason) {
        fail(reason)
      }
    })
    const seedsPoller = createPoller(seedsEveryMs, async () => {
      try {
        const maxPoints = Math.round(
          Math.min(curvePoints, Math.max(40, seedPointsInAll / Math.max(1, runIds.current.size))),
        )
        const result =
          seedSelection.length === 0
            ? { seeds: [] }
            : await client.call('comparison.seeds', {
                groups: seedSelection.map((key) => [key]),
                metric,
                x: axis,
                maxPoints,
              })
        if (stopped) return
        const next = Map.groupBy(result.seeds, (line) => keyText(line.key))
        setSeeds((before) => answerTo(question, before, next, sameSeeds))
      } catch (reason) {
        fail(reason)
      }
    })
    const touch = (): void => {
      curvesPoller.touch()
      if (seedSelection.length > 0) seedsPoller.touch()
    }
    const selected = new Set(selection.map(keyText))
    const stops = [
      client.on('rows', (event) => {
        if (runIds.current.has(event.runId)) touch()
      }),
      client.on('runs', (event) => {
        if (event.runs.some((run) => selected.has(keyText(run)))) touch()
      }),
      client.onReload(touch),
      () => curvesPoller.stop(),
      () => seedsPoller.stop(),
    ]
    curvesPoller.touch()
    seedsPoller.touch()
    return () => {
      stopped = true
      for (const stop of stops) stop()
    }
  }, [client, selection, metric, axis, question, seedText])
  // Curves of another metric or axis are no answer to what is asked now.
  return {
    curves: answered(curves, question),
    seeds: answered(seeds, question) ?? noSeeds,
    failure,
  }
}
