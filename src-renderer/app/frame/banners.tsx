import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react'
import { useConnection, useStatus } from '../../client/index.tsx'
import styles from './frame.module.css'

/** What a person must know before trusting the page: the line is down, or nothing can be changed. */
export function ConnectionBanner() {
  const connection = useConnection()
  const status = useStatus()
  if (connection === 'lost') {
    return (
      <div className={styles.banner} data-level="danger" role="alert">
        <IconPlugConnectedX size={17} aria-hidden />
        <span>
          <b>Ascent does not answer.</b> What is shown may be old. This page tries again by itself. If Ascent was ended,
          run <code className="monospaced">npm start</code> in its folder: that opens a new window.
        </span>
      </div>
    )
  }
  if (connection === 'ended') {
    return (
      <div className={styles.banner} data-level="danger" role="alert">
        <IconPlugConnectedX size={17} aria-hidden />
        <span>
          <b>Ascent has ended or was started again.</b> This page still shows what it had, and can’t go on. Run{' '}
          <code className="monospaced">npm start</code> in Ascent’s folder: that opens a new window.
        </span>
      </div>
    )
  }
  if (status?.readOnly) {
    return (
      <div className={styles.banner} data-level="warning" role="status">
        <IconAlertTriangle size={17} aria-hidden />
        <span>
          <b>Read-only.</b> {status.readOnly}
        </span>
      </div>
    )
  }
  return null
}
