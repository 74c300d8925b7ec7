import { notifications } from '@mantine/notifications'
import { useCallback } from 'react'
import { useClientParts } from '../../client/index.tsx'
import type { ClientParts } from '../../client/index.tsx'
import { Button } from '../../components/button.tsx'
import { showFailure } from '../../components/notify.ts'
import type { Deletion } from './deletion.ts'

/**
 * Deletes, and offers to take it back: in a toast, in the header's chip, with Ctrl+Z. What trained is cancelled and
 * stays so; what waited waits again.
 */
async function remove({ client, undo }: Pick<ClientParts, 'client' | 'undo'>, deletion: Deletion): Promise<void> {
  const { experimentIds, runIds, words } = deletion
  const target = { experimentIds, runIds }
  const toast = `deleted ${words}`
  await client.call('history.remove', target)
  const restore = async (): Promise<void> => {
    withdraw()
    notifications.hide(toast)
    await client.call('history.restore', target)
    undo.offer({ label: `delete ${words}`, redo: () => remove({ client, undo }, deletion) })
  }
  const withdraw = undo.offer({ label: `delete ${words}`, undo: restore })
  notifications.show({
    id: toast,
    role: 'status',
    color: 'indigo',
    autoClose: 12_000,
    message: (
      <span style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 10 }}>
        Deleted {words}.<Button onClick={() => void restore().catch(showFailure)}>Undo</Button>
      </span>
    ),
  })
}

export function useDeletion(): (deletion: Deletion) => void {
  const { client, undo } = useClientParts()
  return useCallback(
    (deletion) => {
      if (deletion.experimentIds.length + deletion.runIds.length === 0) return
      remove({ client, undo }, deletion).catch(showFailure)
    },
    [client, undo],
  )
}
