import { IconAlertTriangle } from '@tabler/icons-react'
import type { AscentError } from '../../../../src-shared/contract/errors.ts'
import { importedInWords, notCoveredInWords } from '../../../../src-shared/domain/user-module.ts'
import { Button } from '../../../components/button.tsx'
import styles from './module-question.module.css'

export type NotAllowed = Extract<AscentError, { kind: 'module-not-allowed' }>

/** Asked before a user's module first runs on this machine, and again after each change of what it consists of. */
export function ModuleQuestion({
  module: { path, contents },
  allow,
  allowLabel,
  refuse,
}: {
  module: NotAllowed
  allow: () => void
  /** What follows at once: "Allow and queue". */
  allowLabel: string
  refuse: () => void
}) {
  const others = importedInWords(contents)
  return (
    <div className={styles.question} role="alert">
      <IconAlertTriangle size={16} aria-hidden />
      <div className={styles.words}>
        <p>
          <b>{path} is code, and runs with your rights.</b> It was not allowed on this machine as it is now
          {others === '' ? '' : `, with ${others}`} (SHA-256 <Hash sha256={contents.sha256} />
          ). Allow it only if you trust it.
        </p>
        <details>
          <summary>What would be allowed</summary>
          <ul>
            {contents.files.map((file) => (
              <li key={file.path}>
                <span>{file.path}</span> <Hash sha256={file.sha256} />
              </li>
            ))}
            {contents.packages.map(({ name, version }) => (
              <li key={`${name}@${version}`}>
                package {name} {version}
              </li>
            ))}
          </ul>
        </details>
        <p>{notCoveredInWords(contents)}</p>
      </div>
      <div className={styles.answers}>
        <Button onClick={allow}>{allowLabel}</Button>
        <Button kind="quiet" onClick={refuse}>
          Not now
        </Button>
      </div>
    </div>
  )
}

const Hash = ({ sha256 }: { sha256: string }) => (
  <span className="monospaced" title={sha256}>
    {sha256.slice(0, 12)}…
  </span>
)
