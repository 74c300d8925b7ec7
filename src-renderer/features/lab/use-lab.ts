import { useCallback, useEffect, useMemo, useState } from 'react'
import { useLocation, useParams, useSearch } from 'wouter'
import type { LabId, LabSpec } from '../../../src-shared/catalogue/labs/index.ts'
import type { LabPlan } from '../../../src-shared/contract/labs.ts'
import type { ServerEvent } from '../../../src-shared/contract/events.ts'
import type { LabResult } from '../../../src-shared/domain/lab-results/index.ts'
import type { LabExperiment, LabExperimentId } from '../../../src-shared/domain/lab.ts'
import { useClient, useLabs, useServerEvent } from '../../client/index.tsx'
import { showFailure } from '../../components/notify.ts'
import { pathToLab, readLabAddress } from './address.ts'

export interface LabState {
  lab: LabId
  spec: LabSpec
  setSpec(spec: LabSpec): void
  /** Null until it was asked for. */
  plan: LabPlan | null
  /** The stored result that is open, and what is shown of it. */
  experiment: LabExperiment | null
  measuredBy: LabSpec | null
  result: LabResult | null
  progress: { fraction: number; words: string } | null
  /** Those of this lab, the newest first. */
  stored: readonly LabExperiment[]
  measure(anyway?: boolean): void
  stop(): void
  open(id: LabExperimentId): void
}

type Progress = Extract<ServerEvent, { kind: 'lab-progress' }>
interface Opened {
  id: LabExperimentId
  spec: LabSpec | null
  result: LabResult | null
}

/** Settings and the open result stand in the address: a reload and "back" find them again. */
export function useLab(): LabState {
  const client = useClient()
  const { lab: id } = useParams<{ lab?: string }>()
  const search = useSearch()
  const [, navigate] = useLocation()
  const address = useMemo(() => readLabAddress(id, search), [id, search])
  const { lab, spec, opened } = address
  const labs = useLabs()
  const stored = useMemo(() => labs.filter((each) => each.lab === lab), [labs, lab])
  const experiment = stored.find((each) => each.id === opened) ?? null
  const [loaded, setLoaded] = useState<Opened | null>(null)
  const [progress, setProgress] = useState<Progress | null>(null)

  useServerEvent('lab-progress', (event) => event.id === opened && setProgress(event))
  // What was measured is read when it ends, and when another is opened.
  const status = experiment?.status
  useEffect(() => {
    if (opened === null || status === undefined) return
    let wanted = true
    client
      .call('labs.get', { id: opened })
      .then((found) => wanted && setLoaded({ id: opened, spec: found.spec, result: found.result }))
      .catch(showFailure)
    return () => void (wanted = false)
  }, [client, opened, status])

  const setSpec = useCallback(
    (next: LabSpec) => navigate(pathToLab({ lab, spec: next, opened }), { replace: true }),
    [navigate, lab, opened],
  )
  const here = experiment !== null && loaded?.id === opened ? loaded : null
  const running = status === 'running' && progress?.id === opened ? progress : null
  return {
    lab,
    spec,
    setSpec,
    plan: usePlan(spec),
    experiment,
    measuredBy: here?.spec ?? null,
    result: running?.partial ?? here?.result ?? null,
    progress: running,
    stored,
    measure(anyway = false) {
      client
        .call('labs.start', { spec, anyway })
        .then((started) => navigate(pathToLab({ lab, spec, opened: started.id })))
        .catch(showFailure)
    },
    stop() {
      if (opened !== null) client.call('labs.stop', { id: opened }).catch(showFailure)
    },
    open(next) {
      client
        .call('labs.get', { id: next })
        .then((found) => navigate(pathToLab({ lab, spec: found.spec ?? spec, opened: next })))
        .catch(showFailure)
    },
  }
}

const askAfterMs = 150

/** What is known of the settings before they are measured: asked a moment after the last change. */
function usePlan(spec: LabSpec): LabPlan | null {
  const client = useClient()
  const [plan, setPlan] = useState<LabPlan | null>(null)
  const text = JSON.stringify(spec)
  useEffect(() => {
    let wanted = true
    const timer = setTimeout(() => {
      client
        .call('labs.plan', { spec: JSON.parse(text) as unknown })
        .then((found) => wanted && setPlan(found))
        .catch(showFailure)
    }, askAfterMs)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [client, text])
  return plan
}
