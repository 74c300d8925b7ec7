import { Panel } from '../../components/panel.tsx'
import styles from './lab.module.css'

/** What was found, in words; what stands between ** is bold. */
export function FoundPanel({ paragraphs }: { paragraphs: readonly string[] }) {
  return (
    <Panel title="What was found" className={styles.found}>
      <div className={styles.paragraphs} role="region" aria-label="What was found, in words" tabIndex={0}>
        {paragraphs.map((paragraph) => (
          <p key={paragraph}>
            {paragraph.split('**').map((part, i) => (i % 2 === 1 ? <b key={part}>{part}</b> : part))}
          </p>
        ))}
      </div>
    </Panel>
  )
}
