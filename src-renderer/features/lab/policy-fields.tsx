import { useEffect, useState } from 'react'
import type { LabPolicy, LabSpec } from '../../../src-shared/catalogue/labs/index.ts'
import { runId } from '../../../src-shared/domain/ids.ts'
import { pointOf } from '../../../src-shared/domain/points.ts'
import type { Run } from '../../../src-shared/domain/run.ts'
import { formatShort } from '../../../src-shared/words/format.ts'
import { useClient, useExperimentsById, useRuns } from '../../client/index.tsx'
import type { ChoiceOf } from '../../components/form/field.ts'
import { Fields } from '../../components/form/fields.tsx'
import { useForm } from '../../components/form/form-context.ts'
import { Row } from '../../components/form/row.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { Select } from '../../components/select.tsx'
import { firstPolicy } from './model.ts'

/** Where a policy's parameters come from, and which. */
export function PolicyFields({
  field,
  policy,
  spec,
  setSpec,
}: {
  field: ChoiceOf
  policy: LabPolicy
  spec: LabSpec
  setSpec: (spec: LabSpec) => void
}) {
  const form = useForm()
  const { environment } = spec
  const put = (next: LabPolicy) => form.set([field.key], next)
  const option = field.options.find(({ value }) => value === policy.from)!
  return (
    <>
      <Row
        field={{ ...field, byDefault: undefined }}
        path={[field.key]}
        long
        control={() => (
          <Segmented
            full
            label={field.title}
            value={policy.from}
            options={(['run', 'fresh', 'typed'] as const).map((from) => ({ value: from, label: from }))}
            onChange={(from) => from !== policy.from && put(firstPolicy(from, environment))}
          />
        )}
      />
      {policy.from === 'run' ? (
        <RunFields field={field} policy={policy} spec={spec} setSpec={setSpec} />
      ) : (
        <Fields fields={option.fields} value={policy} path={[field.key]} />
      )}
    </>
  )
}

/** A longer list is nothing to choose from: History and Inspect lead here too. */
const mostListed = 300

function RunFields({
  field,
  policy,
  spec,
  setSpec,
}: {
  field: ChoiceOf
  policy: Extract<LabPolicy, { from: 'run' }>
  spec: LabSpec
  setSpec: (spec: LabSpec) => void
}) {
  const experiments = useExperimentsById()
  const runs = useRuns()
  const form = useForm()
  const snapshots = useSnapshots(policy.runId)
  const pointOfRun = (run: Run) => {
    const experiment = experiments.get(run.experimentId)
    const point = experiment && pointOf(experiment.spec, run.variantIndex)
    return point && { experiment, point }
  }
  const listed = runs
    .filter((run) => run.startedAt !== null || run.id === policy.runId)
    .toSorted((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0))
    .slice(0, mostListed)
  const options = listed.flatMap((run) => {
    const found = pointOfRun(run)
    if (found === undefined) return []
    const label = `${found.point.variant.name}, seed ${run.seed}`
    return [{ value: run.id as string, label, group: found.experiment.name }]
  })
  const choose = (id: string) => {
    const run = runs.find((each) => each.id === id)
    const found = run && pointOfRun(run)
    if (found)
      setSpec({ ...spec, environment: found.point.environment, [field.key]: { from: 'run', runId: id, update: null } })
  }
  const fields = field.options.find(({ value }) => value === 'run')!.fields
  const [runField, updateField] = ['runId', 'update'].map((key) => fields.find((each) => each.key === key)!)
  const last = snapshots.at(-1)?.update
  return (
    <>
      <Row
        field={runField!}
        path={[field.key, 'runId']}
        long
        control={(id, describedBy, invalid) => (
          <Select
            id={id}
            describedBy={describedBy}
            invalid={invalid}
            value={policy.runId}
            options={policy.runId === '' ? [{ value: '', label: 'choose a run' }, ...options] : options}
            onChange={choose}
          />
        )}
      />
      <Row
        field={{ ...updateField!, byDefault: undefined }}
        path={[field.key, 'update']}
        long
        control={(id, describedBy, invalid) => (
          <Select
            id={id}
            describedBy={describedBy}
            invalid={invalid}
            value={policy.update === null ? '' : String(policy.update)}
            options={[
              { value: '', label: last === undefined ? 'the last' : `the last, update ${formatShort(last)}` },
              ...snapshots.map(({ update }) => ({ value: String(update), label: `update ${formatShort(update)}` })),
              ...(policy.update === null || snapshots.some(({ update }) => update === policy.update)
                ? []
                : [{ value: String(policy.update), label: `up to update ${formatShort(policy.update)}` }]),
            ]}
            onChange={(value) => form.set([field.key, 'update'], value === '' ? null : Number(value))}
          />
        )}
      />
    </>
  )
}

/** The moments of a run that can be taken; empty until they are known. */
function useSnapshots(written: string): readonly { update: number }[] {
  const client = useClient()
  const [found, setFound] = useState<{ run: string; snapshots: readonly { update: number }[] }>({
    run: '',
    snapshots: [],
  })
  useEffect(() => {
    const id = runId.safeParse(written)
    if (!id.success) return
    let wanted = true
    client
      .call('inspect.run', { runId: id.data })
      .then(({ snapshots }) => wanted && setFound({ run: written, snapshots }))
      // Without the list the last one can be taken; what is wrong with the run, its row says.
      .catch(() => {})
    return () => void (wanted = false)
  }, [client, written])
  return found.run === written ? found.snapshots : []
}
