import * as z from 'zod'
import { environmentEntry } from '../../../../src-shared/catalogue/environments/index.ts'
import { collectionSpec } from '../../../../src-shared/catalogue/collection.ts'
import type { CollectionSpec } from '../../../../src-shared/catalogue/collection.ts'
import { Panel } from '../../../components/panel.tsx'
import { Segmented } from '../../../components/segmented.tsx'
import { cachedFields } from '../../../components/form/cached-fields.ts'
import { Fields, chosenOption } from '../../../components/form/fields.tsx'
import { fieldsOf } from '../../../components/form/field.ts'
import type { ChoiceOf } from '../../../components/form/field.ts'
import { chooseCollection } from '../model/choose.ts'
import type { Design } from '../model/use-design.ts'
import { DataSetChoice } from '../../../components/data-set-choice.tsx'
import { Normalisation } from './normalisation.tsx'
import styles from './plan.module.css'

const collectionField = fieldsOf(z.object({ collection: collectionSpec }))[0] as ChoiceOf
const starts: Record<string, CollectionSpec> = {
  trajectories: { trajectories: 32 },
  stepsPerCopy: { stepsPerCopy: 128 },
  dataset: { dataset: '' },
  exact: { exact: true },
}

/** How the batch of each update comes about, for the variant that is shown. */
export function CollectionPanel({ design }: { design: Design }) {
  const { spec, activeVariant } = design.draft
  const variant = spec.variants[activeVariant]!
  const chosen = chosenOption(collectionField, variant.collection)
  const options = collectionField.options.map((option) => {
    const outcome = option === chosen ? undefined : chooseCollection(spec, activeVariant, starts[option.value]!)
    return {
      value: option.value,
      label: option.title,
      disabledReason: outcome && !outcome.ok ? outcome.reason : undefined,
    }
  })
  const complaint = design.complaintAt(['variants', activeVariant, 'collection'])
  const entry = environmentEntry(spec.environment.id)
  // N stands here only while an estimator learns from it.
  const skip = 'baselineTrajectories' in variant.collection ? [] : ['baselineTrajectories']
  return (
    <Panel title="Collect, for each update" label={`Collect, for each update of ${variant.name}`}>
      <Segmented
        full
        label="Way of collecting"
        value={chosen?.value ?? 'trajectories'}
        options={options}
        onChange={(value) => design.pickCollection(starts[value]!)}
      />
      <div className={styles.rows}>
        {'dataset' in variant.collection && (
          <DataSetChoice
            path={variant.collection.dataset}
            environment={spec.environment}
            onChoose={(path) => design.choose(['variants', activeVariant, 'collection', 'dataset'], path)}
          />
        )}
        {chosen && (
          <Fields
            fields={chosen.fields.filter((field) => !(field.key === 'exact'))}
            value={variant.collection}
            path={['variants', activeVariant, 'collection']}
            skip={skip}
          />
        )}
        {!('exact' in variant.collection) && (
          <Fields
            fields={cachedFields(`environment ${entry.id}`, entry.schema).filter((field) => field.key === 'copies')}
            value={spec.environment}
            path={['environment']}
          />
        )}
      </div>
      {complaint && (
        <p className={styles.complaint} role="alert">
          {complaint}
        </p>
      )}
      <p className={styles.help}>{chosen?.description}</p>
      <Normalisation design={design} />
    </Panel>
  )
}
