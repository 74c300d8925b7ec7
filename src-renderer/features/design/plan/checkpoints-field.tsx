import { experimentShape } from '../../../../src-shared/domain/spec.ts'
import { usualSnapshots } from '../../../../src-shared/domain/snapshots.ts'
import type { SnapshotSpec } from '../../../../src-shared/domain/snapshots.ts'
import { NumberField } from '../../../components/number-field.tsx'
import { Select } from '../../../components/select.tsx'
import { cachedFields } from '../../../components/form/cached-fields.ts'
import { Row } from '../../../components/form/row.tsx'
import type { Design } from '../model/use-design.ts'
import styles from './plan.module.css'

type Choice = 'usual' | 'count' | 'everyUpdates' | 'none'

const choices: readonly { value: Choice; label: string; spec: SnapshotSpec | undefined }[] = [
  { value: 'usual', label: `${usualSnapshots}, as far as they fit`, spec: undefined },
  { value: 'count', label: 'in all', spec: { count: usualSnapshots } },
  { value: 'everyUpdates', label: 'updates between two', spec: { everyUpdates: 10 } },
  { value: 'none', label: 'none', spec: null },
]

/** Which checkpoints each run keeps for Inspect. */
export function CheckpointsField({ design }: { design: Design }) {
  const { snapshots } = design.draft.spec
  const field = cachedFields('experiment', experimentShape).find(({ key }) => key === 'snapshots')!
  const choice: Choice =
    snapshots === undefined ? 'usual' : snapshots === null ? 'none' : 'count' in snapshots ? 'count' : 'everyUpdates'
  return (
    <Row
      field={{ ...field, byDefault: undefined }}
      path={snapshots ? ['snapshots', choice] : ['snapshots']}
      control={(id, describedBy, invalid) => {
        const select = (
          <Select
            id={snapshots ? undefined : id}
            label="checkpoints kept"
            value={choice}
            options={choices.map(({ value, label }) => ({ value, label }))}
            onChange={(next) => design.choose(['snapshots'], choices.find(({ value }) => value === next)!.spec)}
          />
        )
        if (!snapshots) return select
        return (
          <span className={styles.budget}>
            <NumberField
              id={id}
              describedBy={describedBy}
              invalid={invalid}
              value={'count' in snapshots ? snapshots.count : snapshots.everyUpdates}
              step={1}
              onChange={(next) => design.set(['snapshots'], { [choice]: next })}
            />
            {select}
          </span>
        )
      }}
    />
  )
}
