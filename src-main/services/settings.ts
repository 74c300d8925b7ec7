import { settings } from '../../src-shared/contract/methods.ts'
import type { Settings } from '../../src-shared/contract/methods.ts'
import { readSetting, saveSetting } from '../storage/repositories/settings.ts'
import type { ServiceContext } from './context.ts'

const key = 'settings'

/** What was saved, and defaults for the rest (also for what an older or newer version wrote otherwise). */
export function readSettings({ database }: Pick<ServiceContext, 'database'>): Settings {
  const parsed = settings.safeParse(readSetting(database, key) ?? {})
  return parsed.success ? parsed.data : settings.parse({})
}

export function saveSettings(context: Pick<ServiceContext, 'database'>, changes: Partial<Settings>): Settings {
  const next = { ...readSettings(context), ...changes }
  saveSetting(context.database, key, next)
  return next
}

/** How many runs train at once: the setting, else as many as there are cores. */
export const trainersOf = (context: Pick<ServiceContext, 'database' | 'cores'>): number =>
  readSettings(context).trainers ?? context.cores
