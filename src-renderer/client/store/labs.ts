import type { LabExperiment } from '../../../src-shared/domain/lab.ts'
import type { Client } from '../client.ts'
import { createEntityStore } from './entities.ts'
import type { EntityStore } from './entities.ts'

/** Lab experiments, kept true by events and read again whenever the client may have missed some. */
export function createLabStore(client: Client, onFailure: (failure: unknown) => void): EntityStore<LabExperiment> {
  const labs = createEntityStore<LabExperiment>()
  let sinceReload: LabExperiment[] | null = null
  client.on('labs', (event) => {
    labs.merge(event.labs)
    sinceReload?.push(...event.labs)
  })
  client.onReload(() => {
    const since: LabExperiment[] = []
    sinceReload = since
    client
      .call('labs.list', {})
      .then((answer) => {
        if (sinceReload !== since) return
        sinceReload = null
        labs.replace(answer.labs, since)
      })
      .catch(onFailure)
  })
  return labs
}
