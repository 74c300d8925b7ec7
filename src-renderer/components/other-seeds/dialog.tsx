import { Modal } from '@mantine/core'
import { useId, useMemo, useState } from 'react'
import type { FormEvent } from 'react'
import { pointsOf } from '../../../src-shared/domain/points.ts'
import type { Experiment } from '../../../src-shared/domain/run.ts'
import { formatSeeds } from '../../../src-shared/domain/seeds.ts'
import { plural } from '../../../src-shared/words/format.ts'
import { sentenceOfFailure } from '../../client/ascent-failure.ts'
import { useClient, useExperimentsById, useRuns } from '../../client/index.tsx'
import { useStore } from '../../client/store/external-store.ts'
import { Button } from '../button.tsx'
import { showNotice } from '../notify.ts'
import { TextField } from '../text-field.tsx'
import { askedSeeds, nextSeeds, readSeeds, type AskedSeeds } from './asked-seeds.ts'
import styles from './dialog.module.css'

/** More runs of an experiment's variants, with seeds that they don't have yet. */
export function OtherSeedsDialog() {
  const asked = useStore(askedSeeds)
  const experiment = useExperimentsById().get(asked?.experimentId ?? ('' as Experiment['id']))
  return (
    <Modal
      opened={asked !== null && experiment !== undefined}
      onClose={() => askedSeeds.set(null)}
      title="Again with other seeds"
      size={440}
      overlayProps={{ backgroundOpacity: 0.25 }}
      transitionProps={{ duration: 120 }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {asked && experiment && <SeedsForm asked={asked} experiment={experiment} />}
    </Modal>
  )
}

function SeedsForm({ asked, experiment }: { asked: AskedSeeds; experiment: Experiment }) {
  const client = useClient()
  const runs = useRuns()
  const id = useId()
  const taken = useMemo(() => {
    const wanted = new Set(asked.variantIndices)
    const own = runs.filter((run) => run.experimentId === experiment.id && wanted.has(run.variantIndex))
    return new Set(own.map(({ seed }) => seed))
  }, [asked, experiment.id, runs])
  const [text, setText] = useState(() => formatSeeds(nextSeeds(taken, experiment.spec.seeds.length)))
  const [refusal, setRefusal] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const read = readSeeds(text, taken)
  const variants = asked.variantIndices.length
  const count = 'seeds' in read ? read.seeds.length * variants : 0
  const problem = 'problem' in read ? `Seeds: ${read.problem}.` : refusal
  const only = variants === 1 ? pointsOf(experiment.spec)[asked.variantIndices[0]!]?.variant.name : undefined

  const queue = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if ('problem' in read || isBusy) return
    setBusy(true)
    try {
      await client.call('experiments.addSeeds', {
        experimentId: experiment.id,
        variantIndices: [...asked.variantIndices],
        seeds: read.seeds,
      })
      askedSeeds.set(null)
      showNotice('info', `Queued ${plural(count, 'run')} of “${experiment.name}”.`)
    } catch (failure) {
      setRefusal(sentenceOfFailure(failure))
      setBusy(false)
    }
  }
  return (
    <form className={styles.form} onSubmit={(event) => void queue(event)}>
      <p>
        More runs of {only === undefined ? plural(variants, 'variant') : `“${only}”`} in “{experiment.name}”, with
        everything else as it was. Compare’s captions name seeds that were added later.
      </p>
      <label htmlFor={id}>Seeds</label>
      <TextField
        id={id}
        takesFocus
        value={text}
        invalid={problem !== undefined}
        describedBy={`${id}-problem`}
        onChange={(next) => {
          setText(next)
          setRefusal(undefined)
        }}
      />
      <p id={`${id}-problem`} className={styles.problem} role="status">
        {problem}
      </p>
      <div className={styles.buttons}>
        <Button onClick={() => askedSeeds.set(null)}>Cancel</Button>
        <Button kind="primary" type="submit" aria-disabled={count === 0 || isBusy}>
          {count === 0 ? 'Queue' : `Queue ${plural(count, 'run')}`}
        </Button>
      </div>
    </form>
  )
}
