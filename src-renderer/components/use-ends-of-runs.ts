import { useMemo } from 'react'
import { endsOfRuns, type EndsOfRuns } from '../../src-shared/domain/time-left.ts'
import { useExperiments, useRuns, useStatus } from '../client/index.tsx'

/** When everything that trains or waits will be done, as the status bar reckons it too. */
export function useEndsOfRuns(): EndsOfRuns {
  const experiments = useExperiments()
  const runs = useRuns()
  const trainers = useStatus()?.trainersMax ?? 1
  return useMemo(() => endsOfRuns(experiments, runs, trainers), [experiments, runs, trainers])
}
