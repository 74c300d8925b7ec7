import { useEffect, useState } from 'react'
import { finalMetrics, rankPoints, type Ranking } from '../../../src-shared/domain/best-point.ts'
import type { MetricName } from '../../../src-shared/domain/metric.ts'
import { pointsOf } from '../../../src-shared/domain/points.ts'
import type { Experiment } from '../../../src-shared/domain/run.ts'
import { takesEnvSteps } from '../../../src-shared/domain/variant.ts'
import { useClient } from '../../client/index.tsx'
import type { Client } from '../../client/client.ts'
import { showFailure } from '../notify.ts'

/** An experiment's points, the best first; undefined until the values are there, null while no point has finished. */
export function useRanking(experiment: Experiment): Ranking | null | undefined {
  const client = useClient()
  const [ranking, setRanking] = useState<Ranking | null>()
  useEffect(() => {
    let gone = false
    rankingOf(client, experiment)
      .then((answer) => !gone && setRanking(answer))
      .catch(showFailure)
    return () => {
      gone = true
    }
  }, [client, experiment])
  return ranking
}

async function rankingOf(client: Pick<Client, 'call'>, { id, spec }: Experiment): Promise<Ranking | null> {
  const points = pointsOf(spec)
  const axis = points.every(({ variant }) => takesEnvSteps(variant)) ? 'envSteps' : 'updates'
  // Evaluations stand for returns where there are any.
  const metrics: readonly MetricName[] = spec.evaluation === null ? finalMetrics : ['evaluationReturn', ...finalMetrics]
  for (const metric of metrics) {
    const { groups } = await client.call('comparison.statistics', {
      asker: crypto.randomUUID(),
      groups: points.map((_, variantIndex) => ({
        variants: [{ experimentId: id, variantIndex }],
        world: '',
        algorithm: String(variantIndex),
      })),
      metric,
      axis,
      centre: 'mean',
      finalOver: 1,
      threshold: null,
      anchors: null,
    })
    const ranking = rankPoints(
      metric,
      groups.flatMap(({ counts, final }, variantIndex) =>
        counts.total === 0
          ? []
          : [
              {
                variantIndex,
                final: final && { ...final, mean: final.centre },
                ofAllSeeds: counts.finished === counts.total,
              },
            ],
      ),
    )
    if (ranking.points.length > 0) return ranking
  }
  return null
}
