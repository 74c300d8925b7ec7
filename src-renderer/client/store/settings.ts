import type { Settings } from '../../../src-shared/contract/settings.ts'
import type { Client } from '../client.ts'
import { createStore } from './external-store.ts'
import type { ReadableStore } from './external-store.ts'

export interface SettingsStore extends ReadableStore<Settings | null> {
  save(change: Partial<Settings>): Promise<void>
}

/** This machine's settings. They have no event: only this page and the command line change them. */
export function createSettingsStore(client: Client, onFailure: (failure: unknown) => void): SettingsStore {
  const store = createStore<Settings | null>(null)
  client.onReload(() => {
    client.call('system.settings', {}).then(store.set).catch(onFailure)
  })
  return {
    get: store.get,
    subscribe: store.subscribe,
    async save(change) {
      store.set(await client.call('system.saveSettings', change))
    },
  }
}
