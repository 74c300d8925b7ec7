import { IconAdjustmentsHorizontal, IconFlask, IconPlayerPlay } from '@tabler/icons-react'
import { Link, useLocation } from 'wouter'
import { labEntry } from '../../../src-shared/catalogue/labs/index.ts'
import type { Preset } from '../../../src-shared/contract/methods.ts'
import { pointsOf } from '../../../src-shared/domain/points.ts'
import { experimentSpec } from '../../../src-shared/domain/spec.ts'
import type { Lesson } from '../../../src-shared/domain/lesson.ts'
import { plural } from '../../../src-shared/words/format.ts'
import { useClient, useStatus } from '../../client/index.tsx'
import { Button } from '../../components/button.tsx'
import { labPath } from '../../components/lab-address.ts'
import type { Asked } from '../../components/lessons/use-lessons.ts'
import { showFailure } from '../../components/notify.ts'
import { Panel } from '../../components/panel.tsx'
import { useQueuedSpec } from '../../components/use-queued-spec.ts'
import { useMeasured } from './use-measured.ts'
import styles from './learn.module.css'

/** What the app can do with a lesson: train its preset, and measure what it claims. */
export function TryIt({ lesson, presets }: { lesson: Lesson; presets: Asked<readonly Preset[]> }) {
  const preset = presets.value?.find(({ id }) => id === lesson.run.preset)
  const { busy, measure } = useMeasured(lesson)
  const readOnly = useStatus()?.readOnly
  return (
    <div className={styles.tryIt}>
      <Panel title="Run it">
        {presets.failure !== null && <p role="alert">{presets.failure}</p>}
        {preset && <RunPreset preset={preset} />}
      </Panel>
      {lesson.measure.length > 0 && (
        <Panel title="Measure it">
          {lesson.measure.map(({ sentence, spec }, index) => (
            <div key={index} className={styles.measure}>
              <p>
                <b>{labEntry(spec.lab).title}</b> {sentence}
              </p>
              <div className={styles.buttons}>
                <Button
                  kind="primary"
                  icon={<IconFlask size={16} aria-hidden />}
                  disabled={busy || Boolean(readOnly)}
                  aria-label={index === 0 ? 'Measure it' : `Measure it: ${sentence}`}
                  onClick={() => measure(spec)}
                >
                  Measure it
                </Button>
                <Link href={labPath(spec.lab, spec, null)}>Only fill the lab in</Link>
              </div>
            </div>
          ))}
        </Panel>
      )}
    </div>
  )
}

function RunPreset({ preset }: { preset: Preset }) {
  const client = useClient()
  const [, navigate] = useLocation()
  const { busy, queue } = useQueuedSpec()
  const readOnly = useStatus()?.readOnly
  const spec = experimentSpec.safeParse(preset.spec)
  const openInDesign = () =>
    void client
      .call('design.saveDraft', { json: JSON.stringify(preset.spec, null, 2) })
      .then(() => navigate('/design'))
      .catch(showFailure)
  return (
    <>
      <p>
        <b>{preset.title}</b> {preset.sentence}
        {spec.success && (
          <span className={styles.soft}>
            {' '}
            {plural(pointsOf(spec.data).length * spec.data.seeds.length, 'run')}, done in less than a minute; Compare
            draws them as they grow.
          </span>
        )}
      </p>
      <div className={styles.buttons}>
        <Button
          kind="primary"
          icon={<IconPlayerPlay size={16} aria-hidden />}
          disabled={busy || Boolean(readOnly)}
          onClick={() => void queue(() => preset.spec)}
        >
          Run it
        </Button>
        <Button icon={<IconAdjustmentsHorizontal size={16} aria-hidden />} onClick={openInDesign}>
          Open in Design
        </Button>
      </div>
    </>
  )
}
