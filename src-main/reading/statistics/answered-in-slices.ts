import { setImmediate } from 'node:timers/promises'
import type { StatisticsAnswer, StatisticsParams } from '../../../src-shared/contract/statistics.ts'
import type { SeedOfGroup } from './group.ts'
import { statisticsOfGroups } from './statistics-of-groups.ts'

const sliceMs = 10

/**
 * Answers questions about statistics in this thread, which has read the runs for the curves already, and lets go of it
 * every 10 ms: curves of runs that train are answered in between, and the next question of the same asker ends the one
 * before it (a message can't reach a thread that computes without a pause). A question that was left off is answered by
 * null.
 */
export function createStatisticsQuestions(
  read: (params: StatisticsParams) => SeedOfGroup[][],
): (params: StatisticsParams) => Promise<StatisticsAnswer | null> {
  const newest = new Map<string, symbol>()
  return async (params) => {
    const own = Symbol('question')
    newest.set(params.asker, own)
    try {
      const work = statisticsOfGroups(params, read(params))
      for (;;) {
        const until = performance.now() + sliceMs
        do {
          const { done, value } = work.next()
          if (done) return value
        } while (performance.now() < until)
        await setImmediate()
        if (newest.get(params.asker) !== own) return null
      }
    } finally {
      if (newest.get(params.asker) === own) newest.delete(params.asker)
    }
  }
}
