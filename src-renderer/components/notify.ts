import { notifications } from '@mantine/notifications'
import { sentenceOfFailure } from '../client/ascent-failure.ts'

/** A failed call, in its sentence, where it doesn't hide the work. */
export function showFailure(failure: unknown): void {
  showNotice('error', sentenceOfFailure(failure))
}

export function showNotice(level: 'info' | 'warning' | 'error', text: string): void {
  notifications.show({
    id: text,
    message: text,
    color: level === 'error' ? 'red' : level === 'warning' ? 'yellow' : 'indigo',
    autoClose: level === 'info' ? 6_000 : 12_000,
    role: level === 'error' ? 'alert' : 'status',
  })
}
