import { Progress } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Settings } from '../../../src-shared/contract/settings.ts'
import type { SystemStatus } from '../../../src-shared/contract/events.ts'
import { useClient, useClientParts, useSettings, useStatus } from '../../client/index.tsx'
import { sentenceOfFailure } from '../../client/ascent-failure.ts'
import { Button } from '../../components/button.tsx'
import { showFailure } from '../../components/notify.ts'
import { notificationProblem, wantNotifications } from '../../components/notifications.ts'
import { NumberField } from '../../components/number-field.tsx'
import { usePageTitle } from '../../components/page-title.ts'
import { Panel } from '../../components/panel.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { Switch } from '../../components/switch.tsx'
import { CheckpointsPanel } from './checkpoints.tsx'
import { DataSets } from './data-sets.tsx'
import styles from './settings.module.css'

export function SettingsView() {
  usePageTitle('Settings')
  const settings = useSettings()
  const status = useStatus()
  const { settings: store } = useClientParts()
  const save = (change: Partial<Settings>) => void store.save(change).catch(showFailure)
  return (
    <div className={styles.settings}>
      <Panel title="Appearance">
        <div className={styles.row}>
          <span>Theme</span>
          <Segmented
            label="Theme"
            value={settings?.theme ?? 'system'}
            options={[
              { value: 'system', label: 'System' },
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
            onChange={(theme) => save({ theme })}
          />
        </div>
      </Panel>
      <Panel title="Training">
        <Trainers settings={settings} status={status} save={save} />
        <EndNotifications isOn={settings?.notifications === true} />
      </Panel>
      <Panel title="TensorFlow native">{status && <Native native={status.native} />}</Panel>
      <DataSets />
      <CheckpointsPanel />
      <Doctor />
    </div>
  )
}

function Trainers({
  settings,
  status,
  save,
}: {
  settings: Settings | null
  status: SystemStatus | null
  save: (change: Partial<Settings>) => void
}) {
  const [problem, setProblem] = useState<string | null>(null)
  const change = (value: unknown) => {
    const fits = value === null || (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 256)
    setProblem(fits ? null : 'Give a whole number from 1 to 256, or leave it empty.')
    if (fits) save({ trainers: value })
  }
  return (
    <>
      <div className={styles.row}>
        <label htmlFor="trainers">Runs at once</label>
        <div className={styles.narrow}>
          <NumberField
            id="trainers"
            value={settings?.trainers ?? null}
            nullable
            step={1}
            invalid={problem !== null}
            describedBy="trainers-help"
            placeholder={status && settings?.trainers === null ? `${status.trainersMax}` : 'one per core'}
            onChange={change}
          />
        </div>
      </div>
      <p id="trainers-help" className={problem ? styles.problem : styles.help} role={problem ? 'alert' : undefined}>
        {problem ?? 'Each run trains in its own process. Leave it empty for one run per core.'}
      </p>
    </>
  )
}

function EndNotifications({ isOn }: { isOn: boolean }) {
  const { settings } = useClientParts()
  const [refusal, setRefusal] = useState<string>()
  const problem = notificationProblem() ?? refusal
  const want = (wanted: boolean) => void wantNotifications(wanted, settings).then(setRefusal).catch(showFailure)
  return (
    <>
      <div className={styles.row}>
        <label htmlFor="notifications">Notify when an experiment ends</label>
        <Switch
          id="notifications"
          describedBy="notifications-help"
          checked={isOn && problem === undefined}
          onChange={want}
        />
      </div>
      <p id="notifications-help" className={styles.help} role="status">
        {problem ?? 'By the system, while the app is open in a window; a click leads to the comparison.'}
      </p>
    </>
  )
}

function Native({ native }: { native: SystemStatus['native'] }) {
  const client = useClient()
  const [refusal, setRefusal] = useState<string | null>(null)
  const install = () => {
    setRefusal(null)
    client.call('system.installNative', {}).catch((failure: unknown) => setRefusal(sentenceOfFailure(failure)))
  }
  return (
    <>
      <p>{withCommands(native.detail)}</p>
      {native.state === 'installing' && (
        <Progress
          value={(native.fraction ?? 0) * 100}
          animated={native.fraction === null}
          aria-label="Setting up TensorFlow native"
          mt={8}
        />
      )}
      {native.state === 'missing' && (
        <div className={styles.action}>
          <Button onClick={install}>Set up TensorFlow native</Button>
        </div>
      )}
      {refusal && (
        <p className={styles.problem} role="alert">
          {refusal}
        </p>
      )}
      <p className={styles.help}>
        It is faster for wide networks and large batches. Small networks are faster on the built-in engine, which needs
        no set-up.
      </p>
    </>
  )
}

/** Commands in a sentence stand between backticks. */
const withCommands = (sentence: string) =>
  sentence.split('`').map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <code key={index} className="monospaced">
        {part}
      </code>
    ),
  )

interface DoctorLine {
  topic: string
  found: string
  why: string
}

/** What was found on this machine and chosen, and why. */
function Doctor() {
  const client = useClient()
  const [lines, setLines] = useState<DoctorLine[] | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  useEffect(() => {
    let gone = false
    client
      .call('system.doctor', {})
      .then((answer) => !gone && setLines(answer.lines))
      .catch((failure: unknown) => !gone && setRefusal(sentenceOfFailure(failure)))
    return () => {
      gone = true
    }
  }, [client])
  return (
    <Panel title="This machine">
      {refusal && <p className={styles.problem}>{refusal}</p>}
      {!refusal && !lines && <p className={styles.help}>Checking…</p>}
      {lines && (
        <div className={styles.scroll} role="region" aria-label="What is known of this machine" tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Topic</th>
                <th scope="col">Found</th>
                <th scope="col">Reason</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.topic}>
                  <th scope="row">{line.topic}</th>
                  <td>{withCommands(line.found)}</td>
                  <td>{withCommands(line.why)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}
