import {
  IconAdjustmentsHorizontal,
  IconChartLine,
  IconFlask,
  IconZoomScan,
  IconHistory,
  IconListCheck,
  IconSchool,
  IconSettings,
} from '@tabler/icons-react'
import type { Icon } from '@tabler/icons-react'
import { lazy, useState } from 'react'
import type { ComponentType } from 'react'
import { loadView } from './load-view.ts'

export interface Route {
  /** wouter's pattern. */
  path: string
  name: string
  view: ComponentType
  /** Has the view's files ready before it is gone to. */
  preload: () => Promise<unknown>
  /** Its place in the rail; a view without one is reached from others. */
  rail?: { icon: Icon; at: 'top' | 'bottom' }
}

// One line a view, in the rail's order. A view that is not built yet is not here.
export const routes: Route[] = [
  {
    path: '/design',
    name: 'Design',
    ...viewOf(
      () => import('../features/design/index.tsx'),
      ({ DesignView }) => DesignView,
    ),
    rail: { icon: IconAdjustmentsHorizontal, at: 'top' },
  },
  {
    path: '/queue',
    name: 'Queue',
    ...viewOf(
      () => import('../features/queue/index.tsx'),
      ({ QueueView }) => QueueView,
    ),
    rail: { icon: IconListCheck, at: 'top' },
  },
  {
    path: '/history',
    name: 'History',
    ...viewOf(
      () => import('../features/history/index.tsx'),
      ({ HistoryView }) => HistoryView,
    ),
    rail: { icon: IconHistory, at: 'top' },
  },
  {
    path: '/run/:id',
    name: 'Run',
    ...viewOf(
      () => import('../features/run/index.tsx'),
      ({ RunView }) => RunView,
    ),
  },
  {
    path: '/compare',
    name: 'Compare',
    ...viewOf(
      () => import('../features/compare/index.tsx'),
      ({ CompareView }) => CompareView,
    ),
    rail: { icon: IconChartLine, at: 'top' },
  },
  {
    path: '/inspect',
    name: 'Inspect',
    ...viewOf(
      () => import('../features/inspect/index.tsx'),
      ({ InspectView }) => InspectView,
    ),
    rail: { icon: IconZoomScan, at: 'top' },
  },
  {
    path: '/lab',
    name: 'Lab',
    ...viewOf(
      () => import('../features/lab/index.tsx'),
      ({ LabView }) => LabView,
    ),
    rail: { icon: IconFlask, at: 'top' },
  },
  {
    path: '/lab/:lab',
    name: 'Lab',
    ...viewOf(
      () => import('../features/lab/index.tsx'),
      ({ LabView }) => LabView,
    ),
  },
  {
    path: '/learn',
    name: 'Learn',
    ...viewOf(
      () => import('../features/learn/index.tsx'),
      ({ LearnView }) => LearnView,
    ),
    rail: { icon: IconSchool, at: 'top' },
  },
  {
    path: '/learn/:lesson',
    name: 'Learn',
    ...viewOf(
      () => import('../features/learn/index.tsx'),
      ({ LearnView }) => LearnView,
    ),
  },
  {
    path: '/settings',
    name: 'Settings',
    ...viewOf(
      () => import('../features/settings/index.tsx'),
      ({ SettingsView }) => SettingsView,
    ),
    rail: { icon: IconSettings, at: 'bottom' },
  },
]

function viewOf<Module>(
  load: () => Promise<Module>,
  of: (module: Module) => ComponentType,
): Pick<Route, 'view' | 'preload'> {
  const Lazy = lazy(async () => ({ default: of(await loadView(load)) }))
  let loaded: ComponentType | null = null
  function View() {
    // What is there is drawn at once: for what was waited for, React keeps the empty place for 300 ms.
    const [Shown] = useState(() => loaded ?? Lazy)
    return <Shown />
  }
  return {
    view: View,
    async preload() {
      loaded = of(await load())
    },
  }
}

/**
 * Has all views' files ready once the first view has had its own and the page has nothing to do. What can't be had now is
 * asked for with its view.
 */
export function preloadViews(): void {
  const preload = () => void Promise.allSettled(routes.map((route) => route.preload()))
  setTimeout(() => {
    // Safari has no idle callbacks.
    if ('requestIdleCallback' in window) requestIdleCallback(preload, { timeout: 5_000 })
    else preload()
  }, 1_000)
}
