import { useEffect, useMemo, useRef, useState } from 'react'
import type { SeedLine, VariantCurve } from '../../../src-shared/contract/comparison.ts'
import { keyText } from '../../../src-shared/domain/comparison.ts'
import type { AnswersByMetric, CurveAnswers } from '../../../src-shared/figure/figure.ts'
import {
  questionsOf,
  type CurvesQuestion,
  type ResolvedComparison,
} from '../../../src-shared/figure/resolve-comparison.ts'
import { sentenceOfFailure } from '../../client/ascent-failure.ts'
import { useClient } from '../../client/index.tsx'
import { answered, answerTo } from './answer.ts'
import type { Answer } from './answer.ts'
import { followRuns } from './follow-runs.ts'
import { sameCurve, sameSeeds } from './same-data.ts'

const noSeeds: CurveAnswers['seeds'] = new Map()

export interface Comparison {
  /** By metric; null until the first answer. */
  answers: AnswersByMetric | null
  /** Of the first metric. */
  curves: CurveAnswers['curves'] | null
  /** Why there is nothing to see, as a sentence. */
  failure: string | null
}

/** By metric and variant: what answers one may be kept only for the same metric. */
type ByMetric<T> = ReadonlyMap<string, T>
const metricKey = (metric: string, variant: string): string => `${metric} ${variant}`

/** The curves of what is shown, asked for anew when its runs have moved on. */
export function useComparison(resolved: ResolvedComparison): Comparison {
  const client = useClient()
  const [curves, setCurves] = useState<Answer<VariantCurve> | null>(null)
  const [seeds, setSeeds] = useState<Answer<SeedLine[]> | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  // What is asked for, as text: the same in a new object asks nothing new.
  const questionsText = JSON.stringify(questionsOf(resolved))
  const questions = useMemo(() => JSON.parse(questionsText) as CurvesQuestion[], [questionsText])
  const question = questionName(resolved)
  const runIds = useRef<ReadonlySet<string>>(new Set())
  const keys = useRef<ReadonlySet<string>>(new Set())
  useEffect(() => {
    runIds.current = new Set(resolved.shown.flatMap((variant) => variant.runs.map((run) => run.id)))
    keys.current = new Set(resolved.shown.flatMap(({ members }) => members.map(({ key }) => keyText(key))))
  }, [resolved.shown])

  useEffect(() => {
    const following = followRuns(
      {
        curves: () =>
          Promise.all(
            questions.map(async ({ metric, curves: params }) => {
              const answer =
                params.groups.length === 0 ? { curves: [] } : await client.call('comparison.curves', params)
              return answer.curves.map((curve) => [metricKey(metric, keyText(curve.key)), curve] as const)
            }),
          ),
        seeds: () =>
          Promise.all(
            questions.map(async ({ metric, seeds: params }) => {
              const answer = params.groups.length === 0 ? { seeds: [] } : await client.call('comparison.seeds', params)
              return [...Map.groupBy(answer.seeds, (line) => metricKey(metric, keyText(line.key)))]
            }),
          ),
      },
      {
        curves: (answers) => {
          setFailure(null)
          setCurves((before) => answerTo(question, before, new Map(answers.flat()), sameCurve))
        },
        seeds: (answers) => setSeeds((before) => answerTo(question, before, new Map(answers.flat()), sameSeeds)),
        failure: (reason) => setFailure(sentenceOfFailure(reason)),
      },
    )
    const stops = [
      client.on('rows', (event) => {
        if (runIds.current.has(event.runId)) following.touch()
      }),
      client.on('runs', (event) => {
        if (event.runs.some((run) => keys.current.has(keyText(run)))) following.touch()
      }),
      client.onReload(following.touch),
      following.stop,
    ]
    following.touch()
    return () => stops.forEach((stop) => stop())
  }, [client, question, questions])

  // Curves of another metric, axis or centre are no answer to what is asked now.
  const curvesNow = answered(curves, question)
  const seedsNow = answered(seeds, question)
  const { metrics, shown } = resolved
  const ids = shown.map(({ id }) => id).join()
  const answers = useMemo(
    () =>
      curvesNow === null
        ? null
        : new Map(
            metrics.map((metric) => [
              metric,
              { curves: ofMetric(curvesNow, metric, ids), seeds: seedsNow ? ofMetric(seedsNow, metric, ids) : noSeeds },
            ]),
          ),
    [curvesNow, seedsNow, metrics, ids],
  )
  return { answers, curves: answers?.get(metrics[0]!)?.curves ?? null, failure }
}

function ofMetric<T>(all: ByMetric<T>, metric: string, ids: string): ReadonlyMap<string, T> {
  const found = new Map<string, T>()
  for (const id of ids.split(',')) {
    const value = all.get(metricKey(metric, id))
    if (value !== undefined) found.set(id, value)
  }
  return found
}

/** All but which variants and which range: curves of those stay while others, or more of their points, are asked for. */
function questionName({ x, metrics, spec: { group, centre, band, smoothing } }: ResolvedComparison): string {
  return JSON.stringify([x, metrics, group, centre, band, smoothing])
}
