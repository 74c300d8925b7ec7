import { useLocalStorage } from '@mantine/hooks'
import { IconCopy, IconDownload } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { FigureFrame } from '../../../../src-shared/contract/figure.ts'
import type { ResolvedComparison } from '../../../../src-shared/figure/resolve-comparison.ts'
import { useClient } from '../../../client/index.tsx'
import { Button } from '../../../components/button.tsx'
import { PopoverButton } from '../../../components/popover-button.tsx'
import { exportRuns, showExportedFile } from '../../../components/export-runs.tsx'
import { showFailure, showNotice } from '../../../components/notify.ts'
import { NumberField } from '../../../components/number-field.tsx'
import { saveFile } from '../../../components/save-file.ts'
import { Segmented } from '../../../components/segmented.tsx'
import { Select } from '../../../components/select.tsx'
import { exportChoice, exportOptions, isCopied, isFigure, type ExportChoice, type ExportKind } from './export-choice.ts'
import { exported } from './exported.ts'
import styles from '../view-popover.module.css'

/** What is drawn, as a file or a text. */
export function ExportPopover({ resolved }: { resolved: ResolvedComparison }) {
  const [opened, setOpened] = useState(false)
  const [isExporting, setExporting] = useState(false)
  const { shown } = resolved
  return (
    <PopoverButton
      opened={opened}
      onOpened={setOpened}
      icon={<IconDownload size={16} aria-hidden />}
      name={isExporting ? 'Exporting…' : 'Export'}
      disabled={shown.length === 0 || isExporting}
      widthPx={348}
      dialogClassName={styles.dropdown}
    >
      <ExportFields
        resolved={resolved}
        onStart={(work) => {
          setOpened(false)
          setExporting(true)
          void work.catch(showFailure).finally(() => setExporting(false))
        }}
      />
    </PopoverButton>
  )
}

function ExportFields({
  resolved: { spec, shown },
  onStart,
}: {
  resolved: ResolvedComparison
  onStart: (work: Promise<void>) => void
}) {
  const client = useClient()
  const [choice, setChoice] = useLocalStorage<ExportChoice>({
    key: 'ascent.compare.export',
    defaultValue: exportChoice.parse({}),
    getInitialValueInEffect: false,
    deserialize: (text) => exportChoice.parse(JSON.parse(text ?? '{}')),
  })
  const [noPdf, setNoPdf] = useState<string | null>(null)
  useEffect(() => {
    client
      .call('comparison.printing', {})
      .then(({ refusal }) => setNoPdf(refusal))
      .catch(showFailure)
  }, [client])
  const { kind, scale } = choice
  const change = (part: Partial<ExportChoice>) => setChoice({ ...choice, ...part })
  const export_ = async (use: 'save' | 'copy'): Promise<void> => {
    if (kind === 'rows-csv' || kind === 'rows-json') {
      const runIds = shown.flatMap((variant) => variant.runs.map((run) => run.id))
      return exportRuns(client, kind === 'rows-csv' ? 'csv' : 'json', runIds)
    }
    const done = await exported(client, { ...choice, kind }, spec)
    if (done.kind === 'file') return showExportedFile(done)
    if (use === 'save') return saveFile(done.fileName, done.contents)
    await navigator.clipboard.writeText(await done.contents.text())
    showNotice('info', kind === 'caption' ? 'The caption is copied.' : 'The table is copied.')
  }
  const cannot = kind === 'pdf' && noPdf !== null
  return (
    <div className={styles.view}>
      <div className={styles.line}>
        <span>As</span>
        <Select
          label="Export as"
          value={kind}
          options={exportOptions.map((option) =>
            option.value === 'pdf' && noPdf !== null ? { ...option, disabledReason: 'not here' } : option,
          )}
          onChange={(value) => change({ kind: value as ExportKind })}
        />
      </div>
      {isFigure(kind) && <FrameFields frame={choice.frame} onChange={(frame) => change({ frame })} />}
      {kind === 'png' && (
        <div className={styles.line}>
          <span>Pixels for each px</span>
          <NumberField
            label="Pixels for each px"
            value={scale}
            step={1}
            onChange={(value) => typeof value === 'number' && value >= 0.5 && value <= 10 && change({ scale: value })}
          />
        </div>
      )}
      {noPdf !== null && isFigure(kind) && <p className={styles.soft}>No PDF can be made here: {noPdf}.</p>}
      <div className={styles.line}>
        <span />
        {isCopied(kind) && (
          <Button icon={<IconCopy size={16} aria-hidden />} onClick={() => onStart(export_('copy'))}>
            Copy
          </Button>
        )}
        <Button kind="primary" disabled={cannot} onClick={() => onStart(export_('save'))}>
          Save file
        </Button>
      </div>
    </div>
  )
}

const themes: { value: FigureFrame['theme']; label: string }[] = [
  { value: 'print', label: 'print' },
  { value: 'light', label: 'light' },
  { value: 'dark', label: 'dark' },
]

function FrameFields({ frame, onChange }: { frame: FigureFrame; onChange: (frame: FigureFrame) => void }) {
  const size = (value: unknown, least: number): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= 4_000
  return (
    <>
      <div className={styles.line}>
        <span>Colours</span>
        <Segmented
          label="Colours"
          value={frame.theme}
          options={themes}
          onChange={(theme) => onChange({ ...frame, theme })}
        />
      </div>
      <div className={styles.line}>
        <span>Size</span>
        <NumberField
          label="Width"
          value={frame.widthPx}
          onChange={(widthPx) => size(widthPx, 200) && onChange({ ...frame, widthPx })}
        />
        ×
        <NumberField
          label="Height"
          unit="px"
          value={frame.heightPx}
          onChange={(heightPx) => size(heightPx, 150) && onChange({ ...frame, heightPx })}
        />
      </div>
    </>
  )
}
