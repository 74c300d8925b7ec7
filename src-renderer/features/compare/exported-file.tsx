import { notifications } from '@mantine/notifications'
import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { formatBytes } from '../../../src-shared/words/format.ts'
import styles from './compare.module.css'

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
