import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconGitFork, IconInfoCircle, IconX } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useClient, useConnection, useHistoryLoaded, useIsCutOff, useRuns, useStatus } from '../../client/index.tsx'
import { AscentFailure } from '../../client/ascent-failure.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ExampleOffer } from '../../components/example-offer.tsx'
import { showFailure, showNotice } from '../../components/notify.ts'
import { usePageTitle } from '../../components/page-title.ts'
import { Segmented } from '../../components/segmented.tsx'
import { useViewKey } from '../../components/use-view-key.ts'
import styles from './design.module.css'
import { FormContext } from '../../components/form/form-context.ts'
import { JsonEditor } from './json/json-editor.tsx'
import { sentenceOfIssue } from './model/draft.ts'
import { columns } from './model/parts.ts'
import { startWords } from '../../../src-shared/words/start-words.ts'
import { pointsOf } from '../../../src-shared/domain/points.ts'
import { useDesign } from './model/use-design.ts'
import type { Design } from './model/use-design.ts'
import { usePlan } from './model/use-plan.ts'
import { PartColumn } from './parts/column.tsx'
import { FormulaPanel } from './parts/formula-panel.tsx'
import { FromRunMenu } from './parts/from-run-menu.tsx'
import { VariantTable } from './parts/variant-table.tsx'
import { VariantTabs } from './parts/variant-tabs.tsx'
import { CollectionPanel } from './plan/collection-panel.tsx'
import { PlanBar } from './plan/plan-bar.tsx'
import { MeasurePanel, PlanPanel } from './plan/plan-panel.tsx'
import type { QueueAction } from './plan/plan-panel.tsx'
import { PresetsMenu } from './plan/presets-menu.tsx'
import { SweepPanel } from './plan/sweep-panel.tsx'
import { designShortcuts } from './shortcuts.ts'
import { showField } from './show-field.ts'
import { ModuleQuestion } from './world/module-question.tsx'
import type { NotAllowed } from './world/module-question.tsx'
import { useModuleCheck } from './world/use-module-check.ts'
import { WorldPanel } from './world/world-panel.tsx'

export function DesignView() {
  const design = useDesign()
  usePageTitle('New experiment', design?.draft.spec.name)
  const connection = useConnection()
  if (!design)
    return connection === 'open' ? null : (
      <EmptyState
        title="Waiting for the app"
        sentence="Your design is stored there and appears as soon as it answers."
      />
    )
  return (
    <FormContext.Provider value={design}>
      <DesignForm design={design} />
    </FormContext.Provider>
  )
}

const narrowWindow = '(max-width: 1240px), (max-height: 560px)'

function DesignForm({ design }: { design: Design }) {
  const { spec, activeVariant, jsonText } = design.draft
  // Where three columns and a side panel don't fit, the panel becomes a drawer and a bar at the bottom.
  const narrow = useMediaQuery(narrowWindow, window.matchMedia(narrowWindow).matches) ?? false
  const [drawer, setDrawer] = useState(false)
  const [table, setTable] = useState(false)
  const { plan, failure, measuring } = usePlan(design.issues.length === 0 ? spec : undefined)
  const check = useModuleCheck(spec.environment)
  const openDetails = narrow ? () => setDrawer(true) : undefined
  const queue = useQueue(design, plan?.problems[0], openDetails)
  const variant = spec.variants[activeVariant]!
  const onlyJson =
    jsonText !== null && design.issues.some((issue) => issue.path === '') ? 'correct the JSON first' : undefined
  const side = (
    <>
      <SweepPanel design={design} />
      <WorldPanel design={design} check={check} />
      <CollectionPanel design={design} />
      <MeasurePanel design={design} />
    </>
  )
  // While the JSON is to be mended, a change anywhere else would write over it.
  return (
    <div className={styles.design} data-narrow={narrow || undefined}>
      <div className={styles.top}>
        <div className={styles.around} inert={design.unreadable}>
          <VariantTabs design={design} hasPanel={jsonText === null && !table} />
          <FromRunMenu design={design} />
        </div>
        <span className={styles.gap} />
        <PresetsMenu design={design} />
        <Segmented
          label="Show the spec as"
          value={jsonText !== null ? 'json' : table ? 'table' : 'form'}
          options={[
            { value: 'form', label: 'Form', disabledReason: onlyJson },
            { value: 'table', label: 'Table', disabledReason: onlyJson },
            { value: 'json', label: 'JSON' },
          ]}
          onChange={(value) => {
            design.showJson(value === 'json')
            setTable(value === 'table')
          }}
        />
      </div>
      <div className={styles.work}>
        <Notices design={design} queue={queue} />
        {jsonText === null && table ? (
          <VariantTable
            design={design}
            show={(index, path) => {
              setTable(false)
              design.activate(index)
              // Which one a part is stands at the head of its column.
              if (path?.includes('.')) showField(design, `variants[${index}].${path}`, openDetails)
            }}
          />
        ) : jsonText === null ? (
          <>
            <div
              className={styles.columns}
              id="variant-panel"
              role="tabpanel"
              aria-labelledby={`variant-tab-${activeVariant}`}
              key={variant.slot ?? activeVariant}
            >
              {columns.map((column) => (
                <PartColumn key={column} column={column} design={design} />
              ))}
            </div>
            <FormulaPanel spec={spec} index={activeVariant} />
          </>
        ) : (
          <JsonEditor
            text={jsonText}
            issues={design.issues}
            unreadable={design.unreadable}
            onChange={design.typeJson}
          />
        )}
      </div>
      {narrow ? (
        <>
          <div className={styles.around} inert={design.unreadable}>
            <PlanBar
              design={design}
              plan={plan}
              measuring={measuring}
              queue={queue}
              openDetails={() => setDrawer(true)}
            />
          </div>
          <Drawer
            opened={drawer}
            onClose={() => setDrawer(false)}
            position="right"
            size={340}
            title="World, collection and plan"
          >
            <FormContext.Provider value={design}>
              <div className={styles.drawer}>
                {side}
                <PlanPanel design={design} plan={plan} failure={failure} measuring={measuring} queue={queue} />
              </div>
            </FormContext.Provider>
          </Drawer>
        </>
      ) : (
        <aside className={styles.side} inert={design.unreadable} aria-label="World, collection and plan">
          <div className={styles.sideScroll}>{side}</div>
          <PlanPanel design={design} plan={plan} failure={failure} measuring={measuring} queue={queue} />
        </aside>
      )}
    </div>
  )
}

/** On a first start, the example; a module's question; what the last choice changed elsewhere. */
function Notices({ design, queue }: { design: Design; queue: QueueAction }) {
  const loaded = useHistoryLoaded()
  const first = useRuns().length === 0
  return (
    <div className={styles.notices} aria-live="polite">
      {loaded && first && (
        <div className={styles.notice} data-kind="welcome">
          <span>
            <b>New here?</b> The example trains two policies in a small gridworld and ends in a finished comparison
            within half a minute.
          </span>
          <ExampleOffer />
        </div>
      )}
      <StartNotice design={design} />
      {queue.question && <ModuleQuestion allowLabel="Allow and queue" {...queue.question} />}
      {design.notices.length > 0 && (
        <div className={styles.notice}>
          <IconInfoCircle size={16} aria-hidden />
          <span>{design.notices.join(' ')}</span>
          {design.undo && (
            <button type="button" onClick={design.undo}>
              Undo
            </button>
          )}
          <button type="button" aria-label="Close this note" onClick={design.dismiss}>
            <IconX size={14} aria-hidden />
          </button>
        </div>
      )}
    </div>
  )
}

/** A variant that doesn't start afresh says so, with a way back to fresh weights. */
function StartNotice({ design }: { design: Design }) {
  const { spec, activeVariant } = design.draft
  const { initialParameters, ...fresh } = spec.variants[activeVariant]!
  if (initialParameters === undefined) return null
  const startAfresh = () => {
    const variants = spec.variants.map((variant, index) => (index === activeVariant ? fresh : variant))
    design.replace({ ...spec, variants }, activeVariant)
  }
  return (
    <div className={styles.notice}>
      <IconGitFork size={16} aria-hidden />
      <span>
        <b>{fresh.name}</b> starts from {startWords(initialParameters)}, not from fresh weights; its optimiser begins
        anew.
      </span>
      <button type="button" onClick={startAfresh}>
        Start afresh
      </button>
    </div>
  )
}

/** The main action: Ctrl+Enter from anywhere in the view. */
function useQueue(
  design: Design,
  refused: { path: string; message: string } | undefined,
  openDetails: (() => void) | undefined,
): QueueAction {
  const client = useClient()
  const [, navigate] = useLocation()
  const readOnly = useStatus()?.readOnly
  const [busy, setBusy] = useState(false)
  const { spec } = design.draft
  const runs = pointsOf(spec).length * (Array.isArray(spec.seeds) ? spec.seeds.length : 0)
  const [asked, setAsked] = useState<NotAllowed | null>(null)
  const [first = refused, ...others] = design.issues
  const lost = useIsCutOff()
  const obstacle = lost
    ? 'The app does not answer now.'
    : readOnly
      ? `Read-only: ${readOnly}`
      : first
        ? `${sentenceOfIssue(first, spec)}${others.length > 0 ? ` And ${others.length} more.` : ''}`
        : undefined
  const show =
    first && !readOnly && !lost && design.draft.jsonText === null
      ? () => showField(design, first.path, openDetails)
      : undefined

  const start = useCallback(() => {
    if (busy) return
    if (obstacle) return showNotice('warning', obstacle)
    setBusy(true)
    client
      .call('experiments.queue', { spec })
      .then(({ experimentId }) => navigate(`/queue?experiment=${experimentId}`))
      .catch((failure: unknown) => {
        if (failure instanceof AscentFailure && failure.error.kind === 'module-not-allowed') setAsked(failure.error)
        else showFailure(failure)
      })
      .finally(() => setBusy(false))
  }, [busy, client, navigate, obstacle, spec])

  const latest = useRef(start)
  useEffect(() => {
    latest.current = start
  })
  useViewKey(designShortcuts.queue, () => {
    // A field takes its text over when it is left; then the design is what stands on the screen.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    setTimeout(() => latest.current())
  })
  const allow = ({ path, contents }: NotAllowed) => {
    setAsked(null)
    client.call('system.allowModule', { path, sha256: contents.sha256 }).then(start).catch(showFailure)
  }
  const question = asked ? { module: asked, allow: () => allow(asked), refuse: () => setAsked(null) } : undefined
  return { runs, obstacle, show, busy, start, question }
}
