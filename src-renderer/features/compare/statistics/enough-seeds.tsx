import { useState } from 'react'
import { aloneWords, coverageWords, enoughWords } from '../../../../src-shared/figure/statistics-words.ts'
import { plural } from '../../../../src-shared/words/format.ts'
import { useClient } from '../../../client/index.tsx'
import { Button } from '../../../components/button.tsx'
import { showFailure, showNotice } from '../../../components/notify.ts'
import { Select } from '../../../components/select.tsx'
import { missingSeeds } from './missing-seeds.ts'
import type { Statistics } from './use-statistics.ts'
import styles from './statistics.module.css'

/** What so many seeds can tell, and how many more would, in words; for one variant, against the baseline if there is one. */
export function EnoughSeeds({
  statistics: { variants, question, answer },
  chosen,
  onChoose,
}: {
  statistics: Statistics
  chosen: string
  onChoose: (id: string) => void
}) {
  const place = variants.findIndex(({ id }) => id === chosen)
  const variant = variants[place]
  const baseline = question.baseline === null ? undefined : variants[question.baseline]
  const against = answer.against[place]
  if (variant === undefined) return null
  const n = answer.groups[place]!.final?.n ?? 0
  const sentences =
    against && baseline
      ? enoughWords({ variant: variant.label, baseline: baseline.label }, against, {
          variant: n,
          baseline: answer.groups[question.baseline!]!.final?.n ?? 0,
        })
      : [aloneWords(variant.label, n, answer.alone[place]!)]
  return (
    <div className={styles.enough} role="region" aria-label="Are these enough seeds?" tabIndex={0}>
      <div className={styles.line}>
        <Select
          label="Variant"
          value={chosen}
          options={variants.filter(({ id }) => id !== baseline?.id).map(({ id, label }) => ({ value: id, label }))}
          onChange={onChoose}
        />
        <span className={styles.soft}>{baseline ? `against ${baseline.label}` : 'no baseline is pinned'}</span>
        <span className={styles.gap} />
        {against && baseline && <QueueSeeds sides={[variant, baseline]} wanted={against.enough?.needed ?? null} />}
      </div>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <p className={styles.soft}>{coverageWords(answer.coverage, n, question)}</p>
    </div>
  )
}

function QueueSeeds({ sides, wanted }: { sides: Statistics['variants']; wanted: number | null }) {
  const client = useClient()
  const [isQueueing, setQueueing] = useState(false)
  const missing = wanted === null ? [] : missingSeeds(sides, wanted)
  const runs = missing.reduce((sum, { seeds, variantIndices }) => sum + seeds!.length * variantIndices.length, 0)
  if (runs === 0) return null
  const queue = async () => {
    for (const each of missing) await client.call('experiments.addSeeds', each)
    showNotice('info', `${plural(runs, 'run')} queued.`)
  }
  return (
    <>
      <span className={styles.soft}>
        up to {plural(wanted!, 'seed')} a side; captions name seeds added after a look
      </span>
      <Button
        disabled={isQueueing}
        onClick={() => {
          setQueueing(true)
          void queue()
            .catch(showFailure)
            .finally(() => setQueueing(false))
        }}
      >
        Queue {plural(runs, 'more run')}
      </Button>
    </>
  )
}
