import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import type { Experiment, Run } from '../../src-shared/domain/run.ts'
import { isActive, summarise, summaryWords } from '../../src-shared/domain/run-progress.ts'
import { useExperimentsById, useRuns, useSettings } from '../client/index.tsx'
import { compareAddressOf } from '../components/experiment-tree/compare-address.ts'

/** Experiments of which a run trains or waits, a paused one too. */
export const activeExperimentIds = (runs: readonly Pick<Run, 'experimentId' | 'status'>[]): ReadonlySet<string> =>
  new Set(runs.filter(({ status }) => isActive(status)).map(({ experimentId }) => experimentId))

/** What is told of one that has ended: "3 finished, 1 failed". Cancelled by hand it is no news. */
export function endInWords(runs: readonly Run[]): string | null {
  // Of no runs at all, too.
  if (runs.every(({ status }) => status === 'cancelled')) return null
  return summaryWords(summarise(runs).counts)
}

/** Where that is wanted, the system tells when the last run of an experiment has ended; a click goes to its comparison. */
export function useEndNotifications(): void {
  const isWanted = useSettings()?.notifications === true
  const runs = useRuns()
  const experiments = useExperimentsById()
  const [, navigate] = useLocation()
  const activeBefore = useRef<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const active = activeExperimentIds(runs)
    const ended = [...activeBefore.current].filter((id) => !active.has(id))
    activeBefore.current = active
    if (!isWanted || !('Notification' in window) || Notification.permission !== 'granted') return
    for (const id of ended) {
      const experiment = experiments.get(id as Experiment['id'])
      const words = endInWords(runs.filter(({ experimentId }) => experimentId === id))
      if (experiment === undefined || words === null) continue
      const notification = new Notification(experiment.name, { body: `It has ended: ${words}.`, tag: id })
      notification.addEventListener('click', () => {
        window.focus()
        navigate(compareAddressOf(experiment))
      })
    }
  }, [experiments, isWanted, navigate, runs])
}
