import { useCallback } from 'react'
import { useClientParts, useSettings } from '../../client/index.tsx'
import { showFailure } from '../../components/notify.ts'

const none: readonly string[] = []

/** Which lessons have been read, kept in the settings. */
export function useReadLessons(): { read: readonly string[]; setRead: (id: string, isRead: boolean) => void } {
  const read = useSettings()?.lessonsRead ?? none
  const { settings } = useClientParts()
  const setRead = useCallback(
    (id: string, isRead: boolean) => {
      const before = settings.get()?.lessonsRead
      // Not read yet itself: saved now, it would forget the others.
      if (before === undefined || before.includes(id) === isRead) return
      const lessonsRead = isRead ? [...before, id] : before.filter((each) => each !== id)
      settings.save({ lessonsRead }).catch(showFailure)
    },
    [settings],
  )
  return { read, setRead }
}
