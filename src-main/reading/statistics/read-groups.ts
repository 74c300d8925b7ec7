import type { StatisticsParams } from '../../../src-shared/contract/statistics.ts'
import type { Database } from '../../storage/database.ts'
import { seriesStatus } from '../compared-curves.ts'
import { createRunsOfGroups } from '../runs-of-groups.ts'
import type { SeriesCache } from '../series-cache.ts'
import type { SeedOfGroup } from './group.ts'

/** The runs of each group with their recorded points: raw, for statistics are never of smoothed values. */
export function createGroupReader(
  database: Database,
  series: SeriesCache,
): (params: Pick<StatisticsParams, 'groups' | 'axis' | 'metric'>) => SeedOfGroup[][] {
  const runsOfGroups = createRunsOfGroups(database)
  return ({ groups, axis, metric }) =>
    runsOfGroups(groups.map(({ variants }) => variants)).map((runs) =>
      runs.map(({ id, seed, status }) => ({
        runId: id,
        seed,
        runStatus: status,
        status: seriesStatus[status],
        ...series.series(id, axis, metric, { kind: 'none' }),
      })),
    )
}
