import { useCallback, useEffect, useState } from 'react'
import type { DataSet } from '../../src-shared/domain/data-set.ts'
import { useClient } from '../client/index.tsx'
import { showFailure } from './notify.ts'

/** The recorded data sets, newest first; null until they were read. `reread` after a change. */
export function useDataSets(): { dataSets: readonly DataSet[] | null; reread: () => void } {
  const client = useClient()
  const [dataSets, setDataSets] = useState<readonly DataSet[] | null>(null)
  const reread = useCallback(() => {
    client
      .call('datasets.list', {})
      .then((result) => setDataSets(result.dataSets))
      .catch(showFailure)
  }, [client])
  useEffect(() => {
    reread()
    return client.onReload(reread)
  }, [client, reread])
  return { dataSets, reread }
}
