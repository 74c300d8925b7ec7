import { Fragment } from 'react'
import { environmentCatalogue } from '../../../src-shared/catalogue/environments/index.ts'
import { labEntry } from '../../../src-shared/catalogue/labs/index.ts'
import type { LabId, LabPolicy } from '../../../src-shared/catalogue/labs/index.ts'
import { cachedFields } from '../../components/form/cached-fields.ts'
import type { ChoiceOf, Field } from '../../components/form/field.ts'
import { Fields } from '../../components/form/fields.tsx'
import { FormContext } from '../../components/form/form-context.ts'
import { DataSetChoice } from '../../components/data-set-choice.tsx'
import { Panel } from '../../components/panel.tsx'
import { useLabForm } from './form.ts'
import { MeasureBar } from './measure-bar.tsx'
import { PolicyFields } from './policy-fields.tsx'
import type { LabState } from './use-lab.ts'
import styles from './lab.module.css'

/** The settings, drawn from the schema, and the button that measures by them. */
export function SettingsPanel({ state }: { state: LabState }) {
  const { lab, spec, setSpec, plan } = state
  const entry = labEntry(lab)
  const form = useLabForm(spec, setSpec, plan)
  // Settings that the schema refuses are all shown: somebody is about to mend them.
  const unused = new Set(entry.schema.safeParse(spec).success ? entry.unused?.(spec) : [])
  const record = spec as unknown as Record<string, unknown>
  return (
    <FormContext.Provider value={form}>
      <Panel title="Settings" className={styles.settings}>
        <div className={styles.fields}>
          {fieldsOfLab(lab)
            .filter(({ key }) => !unused.has(key))
            .map((field) =>
              entry.policies.includes(field.key) ? (
                <PolicyFields
                  key={field.key}
                  field={field as ChoiceOf}
                  policy={record[field.key] as LabPolicy}
                  spec={spec}
                  setSpec={setSpec}
                />
              ) : (
                <Fragment key={field.key}>
                  <Fields fields={[field]} value={spec} path={[]} />
                  {field.key === 'data' && 'data' in spec && spec.data.from === 'dataset' && (
                    <DataSetChoice
                      path={spec.data.path ?? ''}
                      environment={spec.environment}
                      onChoose={(path) => form.set(['data', 'path'], path)}
                    />
                  )}
                </Fragment>
              ),
            )}
        </div>
        <MeasureBar state={state} />
      </Panel>
    </FormContext.Provider>
  )
}

/** Worlds have their titles in the catalogue, as Design shows them. */
function fieldsOfLab(lab: LabId): Field[] {
  const titles = new Map<string, string>(environmentCatalogue.map(({ id, title }) => [id, title]))
  return cachedFields(`lab ${lab}`, labEntry(lab).schema).map((field) =>
    field.key === 'environment' && field.kind === 'choice'
      ? {
          ...field,
          options: field.options.map((option) => ({
            ...option,
            title: titles.get(option.value) ?? option.title,
            // How many copies step at once is the lab's own affair.
            fields: option.fields.filter(({ key }) => key !== 'copies'),
          })),
        }
      : field,
  )
}
