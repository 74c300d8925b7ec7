import { AscentMark } from './frame/ascent-mark.tsx'
import styles from './how-to-open.module.css'

/** Instead of the app, in a browser that no running host lets in. */
export function HowToOpen() {
  return (
    <main className={styles.page}>
      <AscentMark />
      <h1>Ascent isn’t open here</h1>
      <p>
        This page can’t reach a running Ascent. It was ended or started again since this page was opened, or this
        address was never opened by it.
      </p>
      <p>
        Run <code className="monospaced">npm start</code> in Ascent’s folder. It opens a window; if Ascent is running
        already, it opens another window of it.
      </p>
    </main>
  )
}
