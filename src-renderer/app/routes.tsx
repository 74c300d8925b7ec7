import { IconAdjustmentsHorizontal, IconSettings } from '@tabler/icons-react'
import type { Icon } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ComponentType } from 'react'

export interface Route {
  /** wouter's pattern. */
  path: string
  name: string
  view: ComponentType
  /** Its place in the rail; a view without one is reached from others. */
  rail?: { icon: Icon; at: 'top' | 'bottom' }
}

// One line a view, in the rail's order. A view that is not built yet is not here.
export const routes: Route[] = [
  { path: '/design', name: 'Design', view: lazy(async () => ({ default: (await import('../features/design/index.tsx')).DesignView })), rail: { icon: IconAdjustmentsHorizontal, at: 'top' } },
  { path: '/settings', name: 'Settings', view: lazy(async () => ({ default: (await import('../features/settings/index.tsx')).SettingsView })), rail: { icon: IconSettings, at: 'bottom' } },
]
