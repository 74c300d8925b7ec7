import type { ServerEvent } from '../../src-shared/contract/events.ts'
import type { ExperimentId, RunId } from '../../src-shared/domain/ids.ts'
import type { Experiment, Run } from '../../src-shared/domain/run.ts'

/**
 * Tells clients of new and changed runs and experiments, each at most 4 times a second, in its latest state; what comes
 * after a quiet moment at once.
 */
export interface Announcer {
  run(run: Run): void
  experiment(experiment: Experiment): void
  /** Sends at once what is waiting. */
  flush(): void
  close(): void
}

const everyMs = 250

export function createAnnouncer(publish: (event: ServerEvent) => void): Announcer {
  const runs = new Map<RunId, Run>()
  const experiments = new Map<ExperimentId, Experiment>()
  let timer: NodeJS.Timeout | undefined
  let sentAtMs = -Infinity

  const flush = () => {
    timer = undefined
    sentAtMs = performance.now()
    // Experiments first: a run refers to its own.
    if (experiments.size > 0) publish({ kind: 'experiments', experiments: [...experiments.values()] })
    if (runs.size > 0) publish({ kind: 'runs', runs: [...runs.values()] })
    experiments.clear()
    runs.clear()
  }
  const soon = () => {
    timer ??= setTimeout(flush, Math.max(0, sentAtMs + everyMs - performance.now()))
  }
  return {
    run(run) {
      runs.set(run.id, run)
      soon()
    },
    experiment(experiment) {
      experiments.set(experiment.id, experiment)
      soon()
    },
    flush,
    close() {
      clearTimeout(timer)
      flush()
    },
  }
}
