import type { SystemStatus } from '../../../src-shared/contract/events.ts'
import type { Client } from '../client.ts'
import { createStore } from './external-store.ts'
import type { ReadableStore } from './external-store.ts'

/** What the machine does now; null until the app has said so once. */
export function createStatusStore(
  client: Client,
  onFailure: (failure: unknown) => void,
): ReadableStore<SystemStatus | null> {
  const store = createStore<SystemStatus | null>(null)
  client.on('status', (event) => store.set(event.status))
  client.onReload(() => {
    client.call('system.status', {}).then(store.set).catch(onFailure)
  })
  return store
}
