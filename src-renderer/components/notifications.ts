import type { SettingsStore } from '../client/store/settings.ts'

/** Why the system can't tell of the end of an experiment; undefined where it may. */
export function notificationProblem(): string | undefined {
  if (!('Notification' in window)) return 'This browser has no notifications.'
  return Notification.permission === 'denied'
    ? 'Notifications are blocked for this page: allow them in the browser’s or the system’s settings, then switch this on again.'
    : undefined
}

/** Switches the notifications on or off. Without the permission they stay off, and the answer says why. */
export async function wantNotifications(
  wanted: boolean,
  settings: Pick<SettingsStore, 'save'>,
): Promise<string | undefined> {
  if (wanted && notificationProblem() === undefined && Notification.permission === 'default')
    await Notification.requestPermission()
  const isAllowed = notificationProblem() === undefined && Notification.permission === 'granted'
  await settings.save({ notifications: wanted && isAllowed })
  return wanted && !isAllowed
    ? (notificationProblem() ?? 'Notifications were not allowed, so they stay off.')
    : undefined
}
