import { IconAlertTriangle } from '@tabler/icons-react'
import type { MetricName } from '../../../src-shared/domain/metric.ts'
import type { RunFlag } from '../../../src-shared/domain/run-flags.ts'
import styles from './stands-out.module.css'

/** What a practitioner would look at twice, a sentence each, with the way to its chart. */
export function StandsOut({ flags, onShow }: { flags: readonly RunFlag[]; onShow: (metric: MetricName) => void }) {
  if (flags.length === 0) return null
  return (
    <section className={styles.list} aria-label="What stands out">
      {flags.map(({ metric, sentence }) => (
        <p key={metric}>
          <IconAlertTriangle size={15} aria-hidden />
          <span>
            {sentence}{' '}
            <button type="button" onClick={() => onShow(metric)}>
              Show
            </button>
          </span>
        </p>
      ))}
    </section>
  )
}
