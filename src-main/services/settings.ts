import { settings } from '../../src-shared/contract/settings.ts'
import type { Settings, SettingsChange } from '../../src-shared/contract/settings.ts'
import { readSetting, saveSetting } from '../storage/repositories/settings.ts'
import type { ServiceContext } from './context.ts'

const key = 'settings'

/** What was saved, and defaults for the rest: for each field that an older or newer version wrote otherwise. */
export function readSettings({ database }: Pick<ServiceContext, 'database'>): Settings {
  const saved = readSetting(database, key)
  if (typeof saved !== 'object' || saved === null) return settings.parse({})
  const known = Object.entries(saved).filter(
    ([name, value]) =>
      Object.hasOwn(settings.shape, name) && settings.shape[name as keyof Settings].safeParse(value).success,
  )
  return settings.parse(Object.fromEntries(known))
}

export function saveSettings(context: Pick<ServiceContext, 'database'>, changes: SettingsChange): Settings {
  const next = settings.parse({ ...readSettings(context), ...changes })
  saveSetting(context.database, key, next)
  return next
}

/** How many runs train at once: the setting, else as many as there are cores. */
export const trainersOf = (context: Pick<ServiceContext, 'database' | 'cores'>): number =>
  readSettings(context).trainers ?? context.cores
