import { Drawer } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconFlask, IconList } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, Redirect, useParams } from 'wouter'
import { isLabId, labEntry } from '../../../src-shared/catalogue/labs/index.ts'
import type { LabResult } from '../../../src-shared/domain/lab-results/index.ts'
import { labWords } from '../../../src-shared/figure/labs/index.ts'
import { Button } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { usePageTitle } from '../../components/page-title.ts'
import { Panel } from '../../components/panel.tsx'
import { useWide } from '../../components/side-panel.tsx'
import { rememberedPath } from './address.ts'
import { ExportMenu } from './export-menu.tsx'
import { FiguresContext } from './figure.tsx'
import type { Figures } from './figure.tsx'
import { FoundPanel } from './found-panel.tsx'
import { shownLabs, viewOf } from './labs/index.ts'
import type { Choices } from './labs/lab-view.ts'
import { MeasureButton } from './measure-bar.tsx'
import { SettingsPanel } from './settings-panel.tsx'
import { StoredResults } from './stored-results.tsx'
import { useLab } from './use-lab.ts'
import type { LabState } from './use-lab.ts'
import styles from './lab.module.css'

export function LabView() {
  const { lab } = useParams<{ lab?: string }>()
  if (lab === undefined || !isLabId(lab) || !shownLabs.includes(lab)) return <Redirect to={rememberedPath()} replace />
  return <OneLab key={lab} />
}

const noChoices: Choices = {}

function OneLab() {
  const state = useLab()
  const { lab, experiment, result } = state
  const entry = labEntry(lab)
  const wide = useWide()
  const [drawer, setDrawer] = useState<'labs' | 'settings' | null>(null)
  const [figures] = useState<Figures>(() => new Map())
  usePageTitle(entry.title, experiment?.name)
  // Of another result: what was chosen in the last one may not be there.
  const openId = experiment?.id
  const [chosen, setChosen] = useState<{ of: string | undefined; choices: Choices }>({ of: undefined, choices: {} })
  const choices = chosen.of === openId ? chosen.choices : noChoices
  const setChoices = (next: Choices) => setChosen({ of: openId, choices: next })
  const view = viewOf(lab)
  const found = result === null ? [] : (view.found?.(result, choices) ?? labWords(result).found)
  const left = <LabList state={state} />
  const right = (
    <>
      <SettingsPanel state={state} />
      {result !== null && <FoundPanel paragraphs={found} />}
    </>
  )
  return (
    <FiguresContext.Provider value={figures}>
      <section className={styles.view} aria-label="Lab">
        {wide ? (
          <aside className={styles.left} aria-label="Labs">
            {left}
          </aside>
        ) : (
          <LabDrawer title="Labs" side="left" opened={drawer === 'labs'} onClose={() => setDrawer(null)}>
            {left}
          </LabDrawer>
        )}
        <div className={styles.work}>
          <div className={styles.topRow}>
            {!wide && (
              <Button icon={<IconList size={16} aria-hidden />} onClick={() => setDrawer('labs')}>
                Labs
              </Button>
            )}
            <h2>{entry.title}</h2>
            <p className={styles.question}>{entry.sentence}</p>
            {result !== null && state.measuredBy !== null && (
              <ExportMenu
                name={experiment?.name ?? entry.title}
                spec={state.measuredBy}
                result={result}
                figures={figures}
              />
            )}
            {!wide && (
              <>
                <Button
                  icon={<IconAdjustmentsHorizontal size={16} aria-hidden />}
                  onClick={() => setDrawer('settings')}
                >
                  Settings
                </Button>
                <MeasureButton state={state} />
              </>
            )}
          </div>
          <Notes state={state} />
          <Shown state={state} result={result} choices={choices} onChoices={setChoices} />
        </div>
        {wide ? (
          <aside className={styles.right} aria-label="Settings and what was found">
            {right}
          </aside>
        ) : (
          <LabDrawer title="Settings" side="right" opened={drawer === 'settings'} onClose={() => setDrawer(null)}>
            {right}
          </LabDrawer>
        )}
      </section>
    </FiguresContext.Provider>
  )
}

function LabDrawer({
  title,
  side,
  opened,
  onClose,
  children,
}: {
  title: string
  side: 'left' | 'right'
  opened: boolean
  onClose: () => void
  children: React.ReactNode
}) {
  return (
    <Drawer
      title={title}
      position={side}
      opened={opened}
      onClose={onClose}
      size={340}
      transitionProps={{ duration: 120 }}
      classNames={{ content: styles.drawer, header: styles.drawer }}
    >
      <div className={styles.inDrawer}>{children}</div>
    </Drawer>
  )
}

function LabList({ state }: { state: LabState }) {
  return (
    <>
      <Panel label="Labs" className={styles.list}>
        {shownLabs.map((id) => (
          <Link
            key={id}
            href={rememberedPath(id)}
            className={styles.lab}
            aria-current={id === state.lab ? 'page' : undefined}
          >
            <span>{labEntry(id).title}</span>
            <span>{labEntry(id).summary}</span>
          </Link>
        ))}
      </Panel>
      <Panel title="Results" className={styles.results}>
        <StoredResults state={state} />
      </Panel>
    </>
  )
}

/** What a careful reader must know of what is shown: it failed, or is of other settings. */
function Notes({ state }: { state: LabState }) {
  const { spec, measuredBy, experiment, result, setSpec } = state
  if (experiment === null || experiment.status === 'running') return null
  const { status, statusReason } = experiment
  const other = measuredBy !== null && JSON.stringify(measuredBy) !== JSON.stringify(spec)
  if (statusReason === null && status === 'done' && !other) return null
  return (
    <p className={styles.note} role="status">
      {statusReason ??
        (status === 'stopped'
          ? `Stopped${result === null ? ' before anything was measured' : ': of fewer batches than asked for'}.`
          : '')}{' '}
      {status !== 'done' && measuredBy !== null && !other && (
        <Button onClick={() => state.measure()}>Measure again</Button>
      )}
      {other && (
        <>
          The settings have changed since this was measured.{' '}
          <Button onClick={() => setSpec(measuredBy)}>Back to those settings</Button>
        </>
      )}
    </p>
  )
}

function Shown({
  state: { lab, measuredBy, experiment },
  result,
  choices,
  onChoices,
}: {
  state: LabState
  result: LabResult | null
  choices: Choices
  onChoices: (choices: Choices) => void
}) {
  const { title, sentence } = labEntry(lab)
  if (result === null || measuredBy === null) {
    const waits = experiment?.status === 'running'
    return (
      <Panel className={styles.nothing} label={title}>
        <EmptyState
          icon={<IconFlask size={34} aria-hidden />}
          title={waits ? 'Measuring' : title}
          sentence={
            waits ? 'The first numbers come in a moment.' : `${sentence} Choose its settings, then press Measure.`
          }
        />
      </Panel>
    )
  }
  const { Page } = viewOf(lab)
  return <Page result={result} spec={measuredBy} choices={choices} onChoices={onChoices} />
}
