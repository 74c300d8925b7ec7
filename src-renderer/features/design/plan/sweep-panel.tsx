import { IconX } from '@tabler/icons-react'
import { leftOutOf, pointsOf } from '../../../../src-shared/domain/points.ts'
import { pathOfText } from '../../../../src-shared/domain/paths.ts'
import { sweepSpec } from '../../../../src-shared/domain/sweep.ts'
import type { Dimension } from '../../../../src-shared/domain/sweep.ts'
import type { ExperimentSpec } from '../../../../src-shared/domain/spec.ts'
import { plural } from '../../../../src-shared/words/format.ts'
import { Panel } from '../../../components/panel.tsx'
import { cachedFields } from '../../../components/form/cached-fields.ts'
import { Fields } from '../../../components/form/fields.tsx'
import { sweptInWords } from '../../../components/form/swept-values.ts'
import type { Design } from '../model/use-design.ts'
import styles from './plan.module.css'

const mostNames = 8
const mostReasons = 20

/** What the sweep of the whole experiment comes to: its fields, how they are combined, its points, and what is none. */
export function SweepPanel({ design }: { design: Design }) {
  const { spec } = design.draft
  if (spec.sweep === undefined) return null
  const points = pointsOf(spec)
  const leftOut = leftOutOf(spec)
  const complaint = design.complaintAt(['sweep'])
  return (
    <Panel title="Sweep" end={<span className={styles.count}>{plural(points.length, 'point')}</span>}>
      <ul className={styles.sweptFields}>
        {spec.sweep.dimensions.map((dimension) => {
          const path = pathOfText(dimension.path)
          const title = design.sweepableAt(path)?.title ?? dimension.path
          return (
            <li key={dimension.path}>
              <span>
                <b>{title}</b> {sweptInWords(dimension.values)}
                {spec.variants.length > 1 && <span className={styles.soft}> {whoseField(spec, dimension)}</span>}
              </span>
              <button
                type="button"
                aria-label={`Stop sweeping ${title}`}
                title={`Stop sweeping ${title}`}
                onClick={() => design.setSwept(path, null)}
              >
                <IconX size={14} aria-hidden />
              </button>
            </li>
          )
        })}
      </ul>
      <Fields
        fields={cachedFields('sweep', sweepSpec).filter(({ key }) => key === 'search')}
        value={spec.sweep}
        path={['sweep']}
      />
      {complaint && (
        <p id="field-sweep" tabIndex={-1} className={styles.complaint} role="alert">
          {complaint}
        </p>
      )}
      <FoldedList
        summary="Names of the points"
        items={points.slice(0, mostNames).map(({ variant }) => variant.name)}
        more={points.length - mostNames}
      />
      <FoldedList
        summary={`${plural(leftOut.length, 'combination')} left out`}
        items={leftOut.slice(0, mostReasons).map(({ name, reason }) => `${name}: ${reason}.`)}
        more={leftOut.length - mostReasons}
      />
    </Panel>
  )
}

function FoldedList({ summary, items, more }: { summary: string; items: readonly string[]; more: number }) {
  if (items.length === 0) return null
  return (
    <details className={styles.more}>
      <summary>{summary}</summary>
      <ul className={styles.names}>
        {items.map((item, index) => (
          <li key={index}>{item}</li>
        ))}
        {more > 0 && <li>and {more.toLocaleString('en')} more</li>}
      </ul>
    </details>
  )
}

function whoseField(spec: ExperimentSpec, { path }: Dimension): string {
  const [first, template] = pathOfText(path)
  return first === 'environment' ? 'in every variant' : `in ${spec.variants[template as number]?.name ?? ''}`
}
