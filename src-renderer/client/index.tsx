import { createContext, useContext, useEffect, useMemo, useRef } from 'react'
import type { ReactNode } from 'react'
import type { ServerEvent } from '../../src-shared/contract/events.ts'
import type { Client } from './client.ts'
import { createHistoryStores } from './store/history.ts'
import type { HistoryStores } from './store/history.ts'
import type { SavedComparison } from '../../src-shared/domain/saved-comparison.ts'
import type { LabExperiment } from '../../src-shared/domain/lab.ts'
import type { EntityStore } from './store/entities.ts'
import { useStore } from './store/external-store.ts'
import { createLabStore } from './store/labs.ts'
import { createSavedComparisonStore } from './store/saved-comparisons.ts'
import { createSettingsStore } from './store/settings.ts'
import type { SettingsStore } from './store/settings.ts'
import { createStatusStore } from './store/status.ts'
import { createUndoStore } from './store/undo.ts'
import type { UndoOffer, UndoStore } from './store/undo.ts'

/** Everything that components get from the app, handed in once at the top: no ambient state. */
export interface ClientParts {
  client: Client
  history: HistoryStores
  savedComparisons: EntityStore<SavedComparison>
  labs: EntityStore<LabExperiment>
  status: ReturnType<typeof createStatusStore>
  settings: SettingsStore
  undo: UndoStore
}

export function createClientParts(client: Client, onFailure: (failure: unknown) => void): ClientParts {
  return {
    client,
    history: createHistoryStores(client, onFailure),
    savedComparisons: createSavedComparisonStore(client, onFailure),
    labs: createLabStore(client, onFailure),
    status: createStatusStore(client, onFailure),
    settings: createSettingsStore(client, onFailure),
    undo: createUndoStore(),
  }
}

const PartsContext = createContext<ClientParts | null>(null)
export function ClientProvider({ parts, children }: { parts: ClientParts; children: ReactNode }) {
  return <PartsContext.Provider value={parts}>{children}</PartsContext.Provider>
}

export function useClientParts(): ClientParts {
  const parts = useContext(PartsContext)
  if (!parts) throw new Error('ClientProvider is missing above this component')
  return parts
}

export const useClient = () => useClientParts().client
export const useConnection = () => useStore(useClientParts().client.connection)
/** Nothing can be asked now. */
export const useIsCutOff = () =>
  useStore(useClientParts().client.connection, (state) => state === 'lost' || state === 'ended')
export const useStatus = () => useStore(useClientParts().status)
export const useSettings = () => useStore(useClientParts().settings)
export const useHistoryLoaded = () => useStore(useClientParts().history.loaded)

/** All runs that are not deleted; the same array until one changes. */
export function useRuns() {
  const map = useStore(useClientParts().history.runs)
  return useMemo(() => [...map.values()], [map])
}
export const useRunsById = () => useStore(useClientParts().history.runs)

export function useExperiments() {
  const map = useStore(useClientParts().history.experiments)
  return useMemo(() => [...map.values()], [map])
}
export const useExperimentsById = () => useStore(useClientParts().history.experiments)

/** Comparisons with a name, by their names. */
export function useSavedComparisons() {
  const map = useStore(useClientParts().savedComparisons)
  return useMemo(() => [...map.values()].toSorted((a, b) => a.name.localeCompare(b.name)), [map])
}

/** Lab experiments, the newest first. */
export function useLabs() {
  const map = useStore(useClientParts().labs)
  return useMemo(() => [...map.values()].toSorted((a, b) => b.createdAt - a.createdAt), [map])
}

/** Calls the listener for each event of a kind while the component is there. */
export function useServerEvent<K extends ServerEvent['kind']>(
  kind: K,
  listener: (event: Extract<ServerEvent, { kind: K }>) => void,
): void {
  const client = useClient()
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  useEffect(() => client.on(kind, (event) => latest.current(event)), [client, kind])
}

/**
 * Offers one thing to be taken back with Ctrl+Z or the header's chip, for as long as it stands. Pass null for nothing.
 */
export function useUndoOffer(offer: UndoOffer | null): void {
  const { undo } = useClientParts()
  useEffect(() => (offer ? undo.offer(offer) : undefined), [undo, offer])
}
