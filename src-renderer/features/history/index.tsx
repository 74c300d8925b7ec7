import { useMemo } from 'react'
import { useSearch } from 'wouter'
import { useExperiments, useHistoryLoaded, useRuns, useSettings } from '../../client/index.tsx'
import { usePageTitle } from '../../components/page-title.ts'
import { readAddress } from './address.ts'
import { BinView } from './bin.tsx'
import { EmptyHistory } from './empty-history.tsx'
import { History } from './history.tsx'

export function HistoryView() {
  usePageTitle('History')
  const loaded = useHistoryLoaded()
  const settings = useSettings()
  const experiments = useExperiments()
  const runs = useRuns()
  const search = useSearch()
  const address = useMemo(() => readAddress(search), [search])
  if (!loaded || settings === null) return null
  if (address.place === 'bin') return <BinView />
  if (experiments.length === 0) return <EmptyHistory />
  return <History experiments={experiments} runs={runs} address={address} saved={settings} />
}
