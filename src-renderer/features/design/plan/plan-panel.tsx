import { IconCornerDownLeft, IconPlayerPlay } from '@tabler/icons-react'
import { useMemo } from 'react'
import { discountsDisagree } from '../../../../src-shared/domain/estimate-bias.ts'
import { leftOutOf, pointsOf } from '../../../../src-shared/domain/points.ts'
import { experimentShape } from '../../../../src-shared/domain/spec.ts'
import type { ExperimentSpec } from '../../../../src-shared/domain/spec.ts'
import type { DesignPlan } from '../../../../src-shared/contract/methods.ts'
import { useStatus } from '../../../client/index.tsx'
import { Button } from '../../../components/button.tsx'
import { formatCount, formatDuration, plural } from '../../../../src-shared/words/format.ts'
import { NumberField } from '../../../components/number-field.tsx'
import { Panel } from '../../../components/panel.tsx'
import { Select } from '../../../components/select.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { cachedFields } from '../../../components/form/cached-fields.ts'
import { Fields } from '../../../components/form/fields.tsx'
import { Row } from '../../../components/form/row.tsx'
import type { Field } from '../../../components/form/field.ts'
import type { Design } from '../model/use-design.ts'
import { CheckpointsField } from './checkpoints-field.tsx'
import { SeedsField, SeedsHint } from './seeds-field.tsx'
import type { NotAllowed } from '../world/module-question.tsx'
import { Evaluation } from './evaluation.tsx'
import styles from './plan.module.css'

const planFields = () => cachedFields('experiment', experimentShape)
const named = (key: string): Field => planFields().find((field) => field.key === key)!

/** What is measured and kept beside training. */
export function MeasurePanel({ design }: { design: Design }) {
  const { spec } = design.draft
  return (
    <Panel title="Evaluate and record">
      <Evaluation design={design} />
      <Fields
        fields={planFields().filter((field) => ['recordEvery', 'diagnosticsEvery'].includes(field.key))}
        value={spec}
        path={[]}
      />
      <Fields
        fields={cachedFields('checkpoints', experimentShape.shape.checkpoints.unwrap())}
        value={spec.checkpoints}
        path={['checkpoints']}
      />
      <CheckpointsField design={design} />
      <Fields fields={planFields().filter((field) => field.key === 'engine')} value={spec} path={[]} />
    </Panel>
  )
}

/** Name, seeds and budget, what they come to, and the main action; always in sight. */
export function PlanPanel({
  design,
  plan,
  failure,
  measuring,
  queue,
}: {
  design: Design
  plan: DesignPlan | null
  failure: string | null
  measuring: boolean
  queue: QueueAction
}) {
  const { spec } = design.draft
  return (
    <Panel title="Plan" className={styles.plan}>
      <Row
        field={named('name')}
        path={['name']}
        control={(id, describedBy, invalid) => (
          <TextField
            id={id}
            describedBy={describedBy}
            invalid={invalid}
            value={spec.name}
            onChange={(name) => design.set(['name'], name)}
          />
        )}
      />
      <Row
        field={named('seeds')}
        path={['seeds']}
        control={(id, describedBy) => <SeedsField id={id} describedBy={describedBy} design={design} />}
      />
      <SeedsHint design={design} />
      <Row
        field={named('budget')}
        path={['budget']}
        control={(id, describedBy) => <BudgetField id={id} describedBy={describedBy} design={design} />}
      />
      <Sum spec={spec} plan={plan} failure={failure} measuring={measuring} />
      {plan !== null && plan.seconds !== null && <p className={styles.note}>{plan.secondsBasis}</p>}
      <Discounts spec={spec} />
      <QueueButton queue={queue} />
      <Obstacle queue={queue} />
    </Panel>
  )
}

const budgetKinds = [
  { value: 'envSteps', label: 'env steps', start: 100_000 },
  { value: 'updates', label: 'updates', start: 200 },
  { value: 'seconds', label: 'seconds', start: 60 },
] as const

export function BudgetField({ id, describedBy, design }: { id?: string; describedBy?: string; design: Design }) {
  const { budget } = design.draft.spec
  const kind = budgetKinds.find((candidate) => candidate.value in budget) ?? budgetKinds[0]
  const value = (budget as Record<string, unknown>)[kind.value]
  return (
    <span className={styles.budget}>
      <NumberField
        id={id}
        label={id ? undefined : `budget, ${kind.label}`}
        describedBy={describedBy}
        value={value}
        step={kind.value === 'envSteps' ? 10_000 : 10}
        onChange={(next) => design.set(['budget'], { [kind.value]: next })}
      />
      <Select
        label="budget in"
        value={kind.value}
        options={[...budgetKinds]}
        onChange={(next) =>
          design.choose(['budget'], { [next]: budgetKinds.find((candidate) => candidate.value === next)!.start })
        }
      />
    </span>
  )
}

/** How many runs, how long, on what. */
function Sum({
  spec,
  plan,
  failure,
  measuring,
}: {
  spec: ExperimentSpec
  plan: DesignPlan | null
  failure: string | null
  measuring: boolean
}) {
  const cores = useStatus()?.trainersMax
  const seeds = Array.isArray(spec.seeds) ? spec.seeds.length : 0
  const points = pointsOf(spec)
  const leftOut = leftOutOf(spec).length
  const engines = useMemo(() => enginesInWords(plan, spec), [plan, spec])
  return (
    <dl className={styles.sum}>
      <div>
        <dt>runs</dt>
        <dd>
          <b>{formatCount(points.length * seeds)}</b> ={' '}
          {plural(points.length, spec.sweep === undefined ? 'variant' : 'point')} × {plural(seeds, 'seed')}
          {leftOut > 0 && <span className={styles.soft}>, {formatCount(leftOut)} left out</span>}
        </dd>
      </div>
      <div>
        <dt>time</dt>
        <dd title={plan?.secondsBasis}>
          {failure ? (
            'not known now'
          ) : plan && plan.seconds !== null ? (
            <>
              about <b>{formatDuration(plan.seconds)}</b>
              {cores !== undefined && ` on ${plural(cores, 'core')}`}
            </>
          ) : measuring ? (
            'measuring this machine…'
          ) : (
            'no estimate yet'
          )}
        </dd>
      </div>
      <div>
        <dt>engine</dt>
        <dd title={failure ?? engines.reasons}>{failure ? 'not known now' : engines.names}</dd>
      </div>
    </dl>
  )
}

/** Where a variant's discount is not the world's own: which one counts for what. */
function Discounts({ spec }: { spec: ExperimentSpec }) {
  return spec.variants.map((variant, index) => {
    const sentence = discountsDisagree(spec.environment, variant)
    if (sentence === undefined) return null
    return (
      <p key={index} className={styles.note}>
        {spec.variants.length > 1 && <b>{variant.name}: </b>}
        {sentence}
      </p>
    )
  })
}

/** "auto: simd" when all variants get the same, else each with its number. */
function enginesInWords(plan: DesignPlan | null, spec: ExperimentSpec): { names: string; reasons: string } {
  if (!plan || plan.engines.length === 0) return { names: spec.engine, reasons: '' }
  const names = [...new Set(plan.engines.map((engine) => engine.engine))]
  const prefix = spec.engine === 'auto' ? 'auto: ' : ''
  const counted = names.map((name) =>
    names.length === 1 ? name : `${name} for ${plan.engines.filter((engine) => engine.engine === name).length}`,
  )
  const reasons = [...new Set(plan.engines.map((engine) => engine.reason))].join(' ')
  return { names: prefix + counted.join(', '), reasons }
}

export interface QueueAction {
  runs: number
  /** Why it can't be queued now, with the field's name; undefined when it can. */
  obstacle?: string
  /** Goes to the field that is in the way. */
  show?(): void
  busy: boolean
  start(): void
  /** A user's own module that was never allowed here is asked about first. */
  question?: { module: NotAllowed; allow(): void; refuse(): void }
}

export function QueueButton({ queue }: { queue: QueueAction }) {
  return (
    <Button
      kind="primary"
      className={styles.queueButton}
      icon={<IconPlayerPlay size={16} aria-hidden />}
      aria-disabled={queue.obstacle !== undefined || queue.busy}
      aria-describedby="queue-obstacle"
      aria-keyshortcuts="Control+Enter"
      onClick={queue.start}
    >
      Queue {plural(queue.runs, 'run')}
      <kbd aria-hidden>
        Ctrl <IconCornerDownLeft size={11} />
      </kbd>
    </Button>
  )
}

/** Why it can't be queued now, and the way there. */
export function Obstacle({ queue }: { queue: QueueAction }) {
  return (
    <p id="queue-obstacle" className={styles.obstacle} role="status">
      {queue.obstacle}
      {queue.obstacle && queue.show && (
        <>
          {' '}
          <button type="button" onClick={queue.show}>
            Show
          </button>
        </>
      )}
    </p>
  )
}
