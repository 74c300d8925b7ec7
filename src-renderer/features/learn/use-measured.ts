import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Lesson } from '../../../src-shared/domain/lesson.ts'
import type { LabExperiment } from '../../../src-shared/domain/lab.ts'
import type { Client } from '../../client/client.ts'
import { useClient, useLabs } from '../../client/index.tsx'
import { labPath } from '../../components/lab-address.ts'
import { showFailure } from '../../components/notify.ts'

type LabSpec = Lesson['measure'][number]['spec']

/**
 * "Measure it": the lab with these settings, measured. What has been measured with just these settings is opened again;
 * otherwise it is begun. The lab's page shows either.
 */
export function useMeasured(lesson: Pick<Lesson, 'title'>): { busy: boolean; measure: (spec: LabSpec) => void } {
  const client = useClient()
  const labs = useLabs()
  const [, navigate] = useLocation()
  const [busy, setBusy] = useState(false)
  const measure = (spec: LabSpec) => {
    setBusy(true)
    const known = labs.filter(({ lab, status }) => lab === spec.lab && (status === 'done' || status === 'running'))
    sameSettings(client, known, spec)
      .then(async (found) => found ?? (await client.call('labs.start', { spec, name: lesson.title })).id)
      .then((id) => navigate(labPath(spec.lab, spec, id)))
      .catch(showFailure)
      .finally(() => setBusy(false))
  }
  return { busy, measure }
}

/** The newest of these results whose settings are the same; the list has them newest first. */
async function sameSettings(client: Client, known: readonly LabExperiment[], spec: LabSpec): Promise<string | null> {
  const text = JSON.stringify(spec)
  for (const { id } of known.slice(0, mostAsked)) {
    const { spec: measured } = await client.call('labs.get', { id })
    if (JSON.stringify(measured) === text) return id
  }
  return null
}

/** Each is a question of its own. */
const mostAsked = 20
