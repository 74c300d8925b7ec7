import { useCallback } from 'react'
import { useLocation } from 'wouter'
import type { Experiment } from '../../src-shared/domain/run.ts'
import { useClient } from '../client/index.tsx'
import { showFailure } from './notify.ts'

/** Opens an experiment in Design as a copy: its spec becomes the draft, under a name of its own. */
export function useDesignCopy(): (experiment: Experiment) => void {
  const client = useClient()
  const [, navigate] = useLocation()
  return useCallback(
    (experiment) => {
      // Changed, it is not what was chosen any more.
      const { chosenFrom: _chosenFrom, ...spec } = experiment.spec
      const copy = { ...spec, name: `${experiment.name} (copy)`.slice(0, 200) }
      client
        .call('design.saveDraft', { json: JSON.stringify(copy, null, 2) })
        .then(() => navigate('/design'))
        .catch(showFailure)
    },
    [client, navigate],
  )
}
