import type { ReactNode } from 'react'
import type { RunId } from '../../../../src-shared/domain/ids.ts'
import { formatCount } from '../../../../src-shared/words/format.ts'
import { Panel } from '../../../components/panel.tsx'
import { ForkButton } from './fork-button.tsx'
import styles from './frame.module.css'

export interface UpdateFact {
  term: string
  title?: string
  /** "0.642". */
  value: string
  /** Behind it, in soft grey: "optimum 0.730". */
  note?: string
  /** The same of what stands beside. */
  other?: string
}

/** What is known of the policy at this checkpoint, and what can be done with it. */
export function UpdatePanel({
  runId,
  update,
  chip,
  facts,
  children,
}: {
  runId: RunId
  update: number
  /** The world in a word: "9 × 7, slip 0.05". */
  chip: string
  facts: readonly UpdateFact[]
  children?: ReactNode
}) {
  return (
    <Panel
      title={`Update ${formatCount(update)}`}
      end={
        <span className={styles.chip} title={chip}>
          {chip}
        </span>
      }
      label="This checkpoint"
      className={styles.updatePanel}
    >
      <dl className={styles.facts}>
        {facts.map(({ term, title, value, note, other }) => (
          <div key={term} title={title}>
            <dt>{term}</dt>
            <dd>
              <b>{value}</b>
              {note !== undefined && ` ${note}`}
              {other !== undefined && <span className={styles.other}>against {other}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <ForkButton runId={runId} update={update} />
      {children}
    </Panel>
  )
}
