import { notifications } from '@mantine/notifications'
import { sentenceOfFailure } from '../client/ascent-failure.ts'

/** A failed call, in its sentence, where it doesn't hide the work. */
export function showFailure(failure: unknown): void {
  showNotice('error', sentenceOfFailure(failure))
}

type Level = 'info' | 'warning' | 'error'

/** What happened by itself, perhaps while nobody looked: a warning or an error stays until it is closed. */
export function showEvent({ level, text }: { level: Level; text: string }): void {
  showNotice(level, text, level === 'info' ? 6_000 : false)
}

export function showNotice(
  level: Level,
  text: string,
  closesAfterMs: number | false = level === 'info' ? 6_000 : 12_000,
): void {
  notifications.show({
    id: text,
    message: text,
    color: level === 'error' ? 'red' : level === 'warning' ? 'yellow' : 'indigo',
    autoClose: closesAfterMs,
    closeButtonProps: { 'aria-label': 'Close' },
    role: level === 'error' ? 'alert' : 'status',
  })
}
