import { IconAdjustments } from '@tabler/icons-react'
import type { DesignPlan } from '../../../../src-shared/contract/methods.ts'
import { Button } from '../../../components/button.tsx'
import { formatDuration, plural } from '../../../../src-shared/words/format.ts'
import type { Design } from '../model/use-design.ts'
import { WorldSelect } from '../world/world-panel.tsx'
import { BudgetField, Obstacle, QueueButton } from './plan-panel.tsx'
import type { QueueAction } from './plan-panel.tsx'
import { SeedsField, SeedsHint } from './seeds-field.tsx'
import styles from './plan.module.css'

/** On a narrow window: what decides an experiment, and its button, always in reach. */
export function PlanBar({
  design,
  plan,
  measuring,
  queue,
  openDetails,
}: {
  design: Design
  plan: DesignPlan | null
  measuring: boolean
  queue: QueueAction
  openDetails: () => void
}) {
  return (
    <section className={styles.bar} aria-label="Plan in short">
      <Obstacle queue={queue} />
      <SeedsHint design={design} />
      <div className={styles.barPart}>
        <span>World</span>
        <WorldSelect design={design} />
      </div>
      <div className={styles.barPart} data-narrow>
        <span>Seeds</span>
        <SeedsField design={design} />
      </div>
      <div className={styles.barPart}>
        <span>Budget</span>
        <BudgetField design={design} />
      </div>
      <div className={styles.barPart} data-text>
        <span>{plural(queue.runs, 'run')}</span>
        <b title={plan?.secondsBasis}>
          {plan && plan.seconds !== null
            ? `about ${formatDuration(plan.seconds)}`
            : measuring
              ? 'measuring…'
              : 'time not known'}
        </b>
      </div>
      <Button icon={<IconAdjustments size={16} aria-hidden />} onClick={openDetails} aria-haspopup="dialog">
        Details
      </Button>
      <QueueButton queue={queue} />
    </section>
  )
}
