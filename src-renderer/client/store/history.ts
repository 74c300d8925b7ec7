import type { Experiment, Run } from '../../../src-shared/domain/run.ts'
import type { Client } from '../client.ts'
import { createEntityStore } from './entities.ts'
import type { EntityStore } from './entities.ts'
import { createStore } from './external-store.ts'
import type { ReadableStore } from './external-store.ts'

export interface HistoryStores {
  readonly experiments: EntityStore<Experiment>
  readonly runs: EntityStore<Run>
  /** False until the first reading came back: an empty list before that means nothing. */
  readonly loaded: ReadableStore<boolean>
}

/** Runs and experiments, kept true by events and read again whenever the client says that it may have missed some. */
export function createHistoryStores(client: Client, onFailure: (failure: unknown) => void): HistoryStores {
  const experiments = createEntityStore<Experiment>()
  const runs = createEntityStore<Run>()
  const loaded = createStore(false)
  let sinceReload: { experiments: Experiment[]; runs: Run[] } | null = null

  client.on('experiments', (event) => {
    experiments.merge(event.experiments)
    sinceReload?.experiments.push(...event.experiments)
  })
  client.on('runs', (event) => {
    runs.merge(event.runs)
    sinceReload?.runs.push(...event.runs)
  })
  client.onReload(() => {
    const since = { experiments: [] as Experiment[], runs: [] as Run[] }
    sinceReload = since
    client
      .call('history.tree', {})
      .then((tree) => {
        if (sinceReload !== since) return
        sinceReload = null
        experiments.replace(tree.experiments, since.experiments)
        runs.replace(tree.runs, since.runs)
        loaded.set(true)
      })
      .catch(onFailure)
  })
  return { experiments, runs, loaded }
}
