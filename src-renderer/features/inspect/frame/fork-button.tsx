import { IconGitFork } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { RunId } from '../../../../src-shared/domain/ids.ts'
import { useClient } from '../../../client/index.tsx'
import { Button } from '../../../components/button.tsx'
import { showFailure } from '../../../components/notify.ts'
import styles from './frame.module.css'

/** Goes on from a checkpoint: opens Design with its policy as the start, and everything else as it was in the run. */
export function ForkButton({ runId, update }: { runId: RunId; update: number }) {
  const client = useClient()
  const [, navigate] = useLocation()
  const [busy, setBusy] = useState(false)
  const fork = async (): Promise<void> => {
    setBusy(true)
    try {
      const { spec } = await client.call('inspect.fork', { runId, update })
      await client.call('design.saveDraft', { json: JSON.stringify(spec, null, 2) })
      navigate('/design')
    } catch (failure) {
      showFailure(failure)
      setBusy(false)
    }
  }
  return (
    <div className={styles.fork}>
      <Button kind="primary" disabled={busy} icon={<IconGitFork size={16} aria-hidden />} onClick={() => void fork()}>
        Fork from this checkpoint
      </Button>
      <small>Opens Design with this policy as the start; any update may go on from here.</small>
    </div>
  )
}
