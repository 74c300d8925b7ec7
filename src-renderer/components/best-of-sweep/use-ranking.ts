import { useEffect, useState } from 'react'
import { finalMetrics, rankPoints, type Ranking } from '../../../src-shared/domain/best-point.ts'
import { pointsOf } from '../../../src-shared/domain/points.ts'
import type { Experiment } from '../../../src-shared/domain/run.ts'
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
  for (const metric of finalMetrics) {
    const { curves } = await client.call('comparison.curves', {
      groups: pointsOf(spec).map((_, variantIndex) => [{ experimentId: id, variantIndex }]),
      metric,
      x: 'updates',
      maxPoints: 10,
    })
    const { points, ...ranking } = rankPoints(
      curves[0]!.tableMetric,
      curves
        .filter(({ seeds }) => seeds.total > 0)
        .map(({ key, final, seeds }) => ({
          variantIndex: key.variantIndex,
          final,
          ofAllSeeds: seeds.finished === seeds.total,
        })),
    )
    if (points.length > 0) return { ...ranking, points }
  }
  return null
}
