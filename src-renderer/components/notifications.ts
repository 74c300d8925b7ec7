import type { SettingsStore } from '../client/store/settings.ts'
import { showNotice } from './notify.ts'

/** Why the system can't tell of the end of an experiment; undefined where it may. */
export function notificationProblem(): string | undefined {
  if (!('Notification' in window)) return 'This browser has no notifications.'
  return Notification.permission === 'denied'
    ? 'Notifications are blocked for this page: allow them in the browser’s or the system’s settings, then switch this on again.'
    : undefined
}

/** Switches the notifications on or off; a permission that is not given is told, and leaves them off. */
export async function wantNotifications(wanted: boolean, settings: Pick<SettingsStore, 'save'>): Promise<void> {
  if (wanted && notificationProblem() === undefined && Notification.permission === 'default')
    await Notification.requestPermission()
  const isAllowed = notificationProblem() === undefined && Notification.permission === 'granted'
  if (wanted && !isAllowed)
    showNotice('warning', notificationProblem() ?? 'Notifications were not allowed, so they stay off.')
  await settings.save({ notifications: wanted && isAllowed })
}
