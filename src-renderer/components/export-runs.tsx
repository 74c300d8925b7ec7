import { notifications } from '@mantine/notifications'
import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import type { RunId } from '../../src-shared/domain/ids.ts'
import { formatBytes } from '../../src-shared/words/format.ts'
import type { Client } from '../client/client.ts'
import { Button } from './button.tsx'
import styles from './export-runs.module.css'
import { saveFile } from './save-file.ts'

/** Rows of metrics of some runs as a download; what is too large for one is a file that the notice names. */
export async function exportRuns(client: Client, format: 'csv' | 'json', runIds: readonly RunId[]): Promise<void> {
  const exported = await client.call('transfer.export', { format, runIds: [...runIds] })
  if (exported.kind === 'file') return showExportedFile(exported)
  const type = format === 'csv' ? 'text/csv' : 'application/json'
  saveFile(exported.fileName, new Blob([exported.text], { type }))
}

/** Stays until it is dismissed: it says where the file is. */
export function showExportedFile(file: { path: string; bytes: number }): void {
  notifications.show({ id: file.path, message: <ExportedFile {...file} />, autoClose: false, role: 'status' })
}

function ExportedFile({ path, bytes }: { path: string; bytes: number }) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no')
  const copy = () =>
    navigator.clipboard.writeText(path).then(
      () => setCopied('yes'),
      () => setCopied('refused'),
    )
  return (
    <div className={styles.exported}>
      <span>Too large for a download ({formatBytes(bytes)}), so it was saved on this machine:</span>
      <output className="monospaced" aria-label="Path of the exported file">
        {path}
      </output>
      <Button icon={<IconCopy size={16} aria-hidden />} onClick={() => void copy()}>
        {copied === 'yes' ? 'Copied' : copied === 'refused' ? 'Copying is not allowed: select the path' : 'Copy path'}
      </Button>
    </div>
  )
}
