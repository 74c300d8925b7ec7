import { useCallback, useEffect, useRef, useState } from 'react'
import type { HistoryViewSettings, Settings } from '../../../src-shared/contract/settings.ts'
import { useClientParts, useStatus } from '../../client/index.tsx'
import { showFailure } from '../../components/notify.ts'

const savedAfterMs = 600

export interface RememberedView {
  view: HistoryViewSettings
  columns: Settings['historyColumns']
  change: (change: Partial<HistoryViewSettings>) => void
  setColumns: (columns: Settings['historyColumns']) => void
}

type Remembered = Pick<Settings, 'historyView' | 'historyColumns'>

/** How History was left, and its changes: kept with the settings once they have been still for a moment. */
export function useHistoryView(saved: Remembered): RememberedView {
  const { settings } = useClientParts()
  const readOnly = (useStatus()?.readOnly ?? null) !== null
  const [remembered, setRemembered] = useState<Remembered>(() => ({
    historyView: saved.historyView,
    historyColumns: saved.historyColumns,
  }))
  const latest = useRef(remembered)
  const unsaved = useRef<Remembered | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const save = useCallback(() => {
    clearTimeout(timer.current)
    const kept = unsaved.current
    unsaved.current = null
    if (kept !== null) settings.save(kept).catch(showFailure)
  }, [settings])
  // What was changed just before the view was left is kept too.
  useEffect(() => save, [save])
  const update = useCallback(
    (change: (before: Remembered) => Remembered) => {
      latest.current = change(latest.current)
      setRemembered(latest.current)
      // The banner says already that nothing is kept while another process writes.
      if (readOnly) return
      unsaved.current = latest.current
      clearTimeout(timer.current)
      timer.current = setTimeout(save, savedAfterMs)
    },
    [save, readOnly],
  )
  const change = useCallback(
    (view: Partial<HistoryViewSettings>) =>
      update((before) => ({ ...before, historyView: { ...before.historyView, ...view } })),
    [update],
  )
  const setColumns = useCallback(
    (historyColumns: Settings['historyColumns']) => update((before) => ({ ...before, historyColumns })),
    [update],
  )
  return { view: remembered.historyView, columns: remembered.historyColumns, change, setColumns }
}
