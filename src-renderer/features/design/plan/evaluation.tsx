import { experimentShape } from '../../../../src-shared/domain/spec.ts'
import { takesEnvSteps } from '../../../../src-shared/domain/variant.ts'
import type { EvaluationSpec } from '../../../../src-shared/domain/evaluation.ts'
import { NumberField } from '../../../components/number-field.tsx'
import { Select } from '../../../components/select.tsx'
import { Switch } from '../../../components/switch.tsx'
import { cachedFields } from '../../../components/form/cached-fields.ts'
import { Fields } from '../../../components/form/fields.tsx'
import { Row } from '../../../components/form/row.tsx'
import { everyWords, usualEvaluation, usualEvery } from '../../../components/evaluation.ts'
import type { Design } from '../model/use-design.ts'
import styles from './plan.module.css'

/** Whether and how the policy is evaluated apart from training. */
export function Evaluation({ design }: { design: Design }) {
  const { spec } = design.draft
  const { evaluation } = spec
  const field = cachedFields('experiment', experimentShape).find(({ key }) => key === 'evaluation')!
  const every = field.kind === 'group' ? field.fields.find(({ key }) => key === 'every') : undefined
  return (
    <>
      <Row
        field={{ ...field, byDefault: undefined }}
        path={['evaluation']}
        control={(id, describedBy) => (
          <Switch
            id={id}
            describedBy={describedBy}
            checked={evaluation !== null}
            onChange={(on) => design.choose(['evaluation'], on ? usualEvaluation(spec) : null)}
          />
        )}
      />
      {evaluation && field.kind === 'group' && every && (
        <details className={styles.more}>
          <summary>
            {evaluation.episodes} episodes {everyWords(evaluation.every)},{' '}
            {evaluation.actions === 'mode' ? 'most likely actions' : 'sampled actions'}
          </summary>
          <Row
            field={{ ...every, byDefault: undefined }}
            path={['evaluation', 'every']}
            control={(id, describedBy, invalid) => (
              <EveryField
                id={id}
                describedBy={describedBy}
                invalid={invalid}
                every={evaluation.every}
                design={design}
              />
            )}
          />
          <Fields fields={field.fields} value={evaluation} path={['evaluation']} skip={['every']} />
        </details>
      )}
    </>
  )
}

/** A number and its unit, as the budget has them. */
function EveryField({
  every,
  design,
  ...field
}: {
  every: EvaluationSpec['every']
  design: Design
  id: string
  describedBy: string
  invalid: boolean
}) {
  const path = ['evaluation', 'every']
  const bySteps = typeof every === 'object'
  const withoutSteps = design.draft.spec.variants.find((variant) => !takesEnvSteps(variant))
  return (
    <span className={styles.budget}>
      <NumberField
        {...field}
        value={bySteps ? every.envSteps : every}
        step={bySteps ? 1_000 : 1}
        onChange={(next) => design.set(path, bySteps ? { ...every, envSteps: next } : next)}
      />
      <Select
        label="evaluated every so many"
        value={bySteps ? 'envSteps' : 'updates'}
        options={[
          {
            value: 'envSteps',
            label: 'env steps',
            disabledReason: withoutSteps && !bySteps ? `${withoutSteps.name} takes none` : undefined,
          },
          { value: 'updates', label: 'updates' },
        ]}
        onChange={(unit) => design.choose(path, usualEvery[unit as keyof typeof usualEvery])}
      />
    </span>
  )
}
