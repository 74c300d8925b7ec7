import { notifications } from '@mantine/notifications'
import { useCallback } from 'react'
import { useClientParts } from '../../client/index.tsx'
import type { UndoStore } from '../../client/store/undo.ts'
import { Button } from '../../components/button.tsx'
import { showFailure } from '../../components/notify.ts'

/** Something that is done and can be taken back. */
export interface Undoable {
  /** "delete 3 runs" */
  label: string
  /** "Deleted 3 runs." */
  done: string
  /** Gives the way back. */
  act: () => Promise<() => Promise<unknown>>
}

/** Does it, and offers to take it back: in a toast, in the header's chip, with Ctrl+Z; then to do it again. */
async function carryOut(undo: UndoStore, undoable: Undoable): Promise<void> {
  const { label, done, act } = undoable
  const takeBack = await act()
  const restore = async (): Promise<void> => {
    withdraw()
    notifications.hide(label)
    await takeBack()
    undo.offer({ label, redo: () => carryOut(undo, undoable) })
  }
  const withdraw = undo.offer({ label, undo: restore })
  notifications.show({
    id: label,
    role: 'status',
    color: 'indigo',
    autoClose: 12_000,
    message: (
      <span style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 10 }}>
        {done}
        <Button onClick={() => void restore().catch(showFailure)}>Undo</Button>
      </span>
    ),
  })
}

export function useUndoable(): (undoable: Undoable) => void {
  const { undo } = useClientParts()
  return useCallback((undoable) => void carryOut(undo, undoable).catch(showFailure), [undo])
}
