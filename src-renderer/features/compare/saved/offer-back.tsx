import { notifications } from '@mantine/notifications'
import type { SavedComparison } from '../../../../src-shared/domain/saved-comparison.ts'
import type { ClientParts } from '../../../client/index.tsx'
import { Button } from '../../../components/button.tsx'
import { showFailure } from '../../../components/notify.ts'

/** After a saved comparison was deleted: a way back, in a toast, in the header's chip, with Ctrl+Z. */
export function offerBack(
  { client, undo }: Pick<ClientParts, 'client' | 'undo'>,
  { id, name }: Pick<SavedComparison, 'id' | 'name'>,
): void {
  const toast = `deleted comparison ${id}`
  const label = `delete the comparison “${name}”`
  const restore = async (): Promise<void> => {
    await client.call('comparisons.restore', { id })
    withdraw()
    notifications.hide(toast)
    undo.offer({
      label,
      redo: async () => {
        await client.call('comparisons.remove', { id })
        offerBack({ client, undo }, { id, name })
      },
    })
  }
  const withdraw = undo.offer({ label, undo: restore })
  notifications.show({
    id: toast,
    role: 'status',
    color: 'indigo',
    autoClose: 12_000,
    message: (
      <span style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 10 }}>
        Deleted the comparison “{name}”.<Button onClick={() => void restore().catch(showFailure)}>Undo</Button>
      </span>
    ),
  })
}
