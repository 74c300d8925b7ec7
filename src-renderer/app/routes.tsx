import { IconAdjustmentsHorizontal, IconChartLine, IconHistory, IconListCheck, IconSettings } from '@tabler/icons-react'
import type { Icon } from '@tabler/icons-react'
import { lazy } from 'react'
import type { ComponentType } from 'react'
import { loadView } from './load-view.ts'

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
  {
    path: '/design',
    name: 'Design',
    view: lazy(async () => ({ default: (await loadView(() => import('../features/design/index.tsx'))).DesignView })),
    rail: { icon: IconAdjustmentsHorizontal, at: 'top' },
  },
  {
    path: '/queue',
    name: 'Queue',
    view: lazy(async () => ({ default: (await loadView(() => import('../features/queue/index.tsx'))).QueueView })),
    rail: { icon: IconListCheck, at: 'top' },
  },
  {
    path: '/history',
    name: 'History',
    view: lazy(async () => ({ default: (await loadView(() => import('../features/history/index.tsx'))).HistoryView })),
    rail: { icon: IconHistory, at: 'top' },
  },
  {
    path: '/run/:id',
    name: 'Run',
    view: lazy(async () => ({ default: (await loadView(() => import('../features/run/index.tsx'))).RunView })),
  },
  {
    path: '/compare',
    name: 'Compare',
    view: lazy(async () => ({ default: (await loadView(() => import('../features/compare/index.tsx'))).CompareView })),
    rail: { icon: IconChartLine, at: 'top' },
  },
  {
    path: '/settings',
    name: 'Settings',
    view: lazy(async () => ({
      default: (await loadView(() => import('../features/settings/index.tsx'))).SettingsView,
    })),
    rail: { icon: IconSettings, at: 'bottom' },
  },
]
