import { IconChecklist, IconFilePlus, IconFolderOpen } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { userModule } from '../../../../src-shared/catalogue/environments/module.ts'
import { moduleMisfits } from '../../../../src-shared/domain/module-misfits.ts'
import type { ExperimentSpec } from '../../../../src-shared/domain/spec.ts'
import { worldInWords } from '../../../../src-shared/domain/user-module.ts'
import { useClient, useStatus } from '../../../client/index.tsx'
import { Button } from '../../../components/button.tsx'
import { formatMoment } from '../../../../src-shared/words/format.ts'
import { showFailure } from '../../../components/notify.ts'
import { useNow } from '../../../components/use-now.ts'
import { TextField } from '../../../components/text-field.tsx'
import { cachedFields } from '../../../components/form/cached-fields.ts'
import { Fields } from '../../../components/form/fields.tsx'
import { Row } from '../../../components/form/row.tsx'
import type { Design } from '../model/use-design.ts'
import { FolderBrowser } from './folder-browser.tsx'
import { ModuleQuestion } from './module-question.tsx'
import { NewModule } from './new-module.tsx'
import styles from './own-module.module.css'
import type { ModuleCheck, ModuleSpec } from './use-module-check.ts'

const path = ['environment', 'path']

/** A world from a user's own file: where it is, and what is wrong with it or what it is like. */
export function OwnModule({
  design,
  environment,
  check,
}: {
  design: Design
  environment: ModuleSpec
  check: ModuleCheck
}) {
  const client = useClient()
  const status = useStatus()
  const [open, setOpen] = useState<'browser' | 'template' | null>(null)
  const browseButton = useRef<HTMLButtonElement>(null)
  const templateButton = useRef<HTMLButtonElement>(null)
  const fields = cachedFields('environment module', userModule.schema)
  const field = fields.find(({ key }) => key === 'path')!

  const take = (chosen: string) => {
    setOpen(null)
    design.set(path, chosen)
    browseButton.current?.focus()
  }
  const browse = () => {
    // A browser tells no paths; a window of Electron's has the system's dialog.
    if (status?.shell !== 'electron') return setOpen(open === 'browser' ? null : 'browser')
    client
      .call('modules.pick', { near: environment.path })
      .then((picked) => picked.path !== null && take(picked.path))
      .catch(showFailure)
  }
  const close = (button: HTMLButtonElement | null) => {
    setOpen(null)
    button?.focus()
  }
  return (
    <div className={styles.own}>
      <Row
        field={field}
        path={path}
        wide
        control={(id, describedBy, invalid) => (
          <TextField
            id={id}
            describedBy={describedBy}
            invalid={invalid}
            showsEnd
            value={environment.path}
            onChange={(text) => design.set(path, text.trim())}
          />
        )}
      />
      <div className={styles.actions}>
        <Button
          ref={browseButton}
          icon={<IconFolderOpen size={14} aria-hidden />}
          aria-expanded={status?.shell === 'electron' ? undefined : open === 'browser'}
          onClick={browse}
        >
          Browse
        </Button>
        <Button
          ref={templateButton}
          icon={<IconFilePlus size={14} aria-hidden />}
          aria-expanded={open === 'template'}
          onClick={() => setOpen(open === 'template' ? null : 'template')}
        >
          Start from a template
        </Button>
      </div>
      {open === 'browser' && (
        <FolderBrowser near={environment.path} onChoose={take} onClose={() => close(browseButton.current)} />
      )}
      {open === 'template' && <NewModule onWritten={take} onClose={() => close(templateButton.current)} />}
      <Fields fields={fields} value={environment} path={['environment']} skip={['path', 'copies']} />
      <div className={styles.actions}>
        <Button
          icon={<IconChecklist size={14} aria-hidden />}
          aria-disabled={environment.path === '' || check.state.kind === 'checking'}
          onClick={() => environment.path !== '' && check.state.kind !== 'checking' && check.check()}
        >
          Check
        </Button>
        <span className={styles.hint}>
          {environment.path === '' ? 'Name a file first.' : 'Runs it against the rules of an environment.'}
        </span>
      </div>
      <CheckResult check={check} spec={design.draft.spec} />
    </div>
  )
}

function CheckResult({ check: { state, allow, forget }, spec }: { check: ModuleCheck; spec: ExperimentSpec }) {
  const result = useRef<HTMLDivElement>(null)
  const now = useNow()
  const world = state.kind === 'checked' ? state.result.world : null
  const misfits = useMemo(() => (world === null ? [] : moduleMisfits(spec, world)), [spec, world])
  // Below what was pressed, and perhaps below the panel's edge.
  useEffect(() => {
    if (state.kind !== 'none') result.current?.scrollIntoView({ block: 'nearest' })
  }, [state.kind])
  return (
    <div ref={result} role="status" className={styles.result}>
      {state.kind === 'checking' && <p className={styles.hint}>Checking…</p>}
      {state.kind === 'asked' && (
        <ModuleQuestion
          module={state.question}
          allowLabel="Allow and check"
          allow={() => allow(state.question)}
          refuse={forget}
        />
      )}
      {state.kind === 'failed' && <p className={styles.problem}>{state.sentence}</p>}
      {state.kind === 'checked' && world && (
        <p className={styles.conforms}>
          <b>It conforms:</b> {worldInWords(world)}.{' '}
          <span className={styles.hint}>Checked {formatMoment(state.atMs, now)}.</span>
        </p>
      )}
      {misfits.length > 0 && (
        <ul className={styles.problems} aria-label="What doesn’t fit this world">
          {misfits.map((misfit) => (
            <li key={misfit}>{misfit}</li>
          ))}
        </ul>
      )}
      {state.kind === 'checked' && state.result.problems.length > 0 && (
        <>
          <p>
            <b>It does not conform yet.</b>
          </p>
          <ul className={styles.problems}>
            {state.result.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
          {state.result.stack !== '' && <pre className={`monospaced ${styles.stack}`}>{state.result.stack}</pre>}
        </>
      )}
    </div>
  )
}
