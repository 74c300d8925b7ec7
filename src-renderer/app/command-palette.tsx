import { Spotlight, useSpotlight } from '@mantine/spotlight'
import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight'
import {
  IconBell,
  IconBolt,
  IconDeviceDesktop,
  IconBookmark,
  IconFilter,
  IconFlask2,
  IconKeyboard,
  IconLink,
  IconMoon,
  IconPlayerPlay,
  IconSchool,
  IconSearch,
  IconSun,
  IconTable,
  IconTrash,
} from '@tabler/icons-react'
import type { Icon } from '@tabler/icons-react'
import { useMemo, useRef } from 'react'
import { useLocation } from 'wouter'
import type { Settings } from '../../src-shared/contract/settings.ts'
import { readLink, writeAddress } from '../../src-shared/domain/comparison-address.ts'
import { pointsOf } from '../../src-shared/domain/points.ts'
import {
  useClientParts,
  useExperiments,
  useExperimentsById,
  useRuns,
  useSavedComparisons,
  useSettings,
} from '../client/index.tsx'
import { useLessons } from '../components/lessons/use-lessons.ts'
import { useRunActions } from '../components/experiment-tree/run-actions.ts'
import { wantNotifications } from '../components/notifications.ts'
import { useStore } from '../client/store/external-store.ts'
import { plural } from '../../src-shared/words/format.ts'
import { showFailure, showNotice } from '../components/notify.ts'
import { ShortcutKeys } from '../components/shortcut-keys.tsx'
import { viewCommands } from '../components/view-commands.ts'
import { historyAddress } from '../features/history/address.ts'
import styles from './command-palette.module.css'
import { experimentCommands } from './experiment-commands.ts'
import { foundRuns } from './palette-runs.ts'
import { paletteSearch } from './palette-search.ts'
import { paletteStore } from './palette-store.ts'
import { routes } from './routes.tsx'
import { shortcutsShown } from './shortcuts.ts'

const noFilters: Settings['historyFilters'] = []

const mostShown = 40

/** Ctrl+K: every view, command, lesson, experiment and run by name. */
export function CommandPalette() {
  const [path, navigate] = useLocation()
  const runActions = useRunActions()
  const currentSettings = useSettings()
  const { settings } = useClientParts()
  const experiments = useExperiments()
  const experimentsById = useExperimentsById()
  const runs = useRuns()
  const filters = currentSettings?.historyFilters ?? noFilters
  const inView = useStore(viewCommands)
  const comparisons = useSavedComparisons()

  const { opened } = useSpotlight(paletteStore)
  const { value: lessons } = useLessons(opened)
  const openedFrom = useRef<Element | null>(null)

  // While it is closed nothing is put together: runs change four times a second.
  const actions = useMemo((): SpotlightActionGroupData[] => {
    if (!opened) return []
    const theme = (value: Settings['theme'], label: string, icon: Icon): SpotlightActionData => ({
      id: `theme-${value}`,
      label,
      keywords: ['theme', 'colours'],
      leftSection: <IconOf icon={icon} />,
      onClick: () => void settings.save({ theme: value }).catch(showFailure),
    })
    const views = routes
      .filter((route) => route.rail)
      .map((route): SpotlightActionData => ({
        id: `view-${route.path}`,
        label: `Go to ${route.name}`,
        leftSection: <IconOf icon={route.rail!.icon} />,
        onClick: () => navigate(route.path),
      }))
    const commands: SpotlightActionData[] = [
      theme('light', 'Light theme', IconSun),
      theme('dark', 'Dark theme', IconMoon),
      theme('system', 'System theme', IconDeviceDesktop),
      {
        id: 'shortcuts',
        label: 'Keyboard shortcuts',
        keywords: ['keys', 'help'],
        leftSection: <IconOf icon={IconKeyboard} />,
        onClick: () => shortcutsShown.set(true),
      },
      {
        id: 'history-runs',
        label: 'All runs as a table',
        keywords: ['history', 'columns'],
        leftSection: <IconOf icon={IconTable} />,
        onClick: () => navigate(historyAddress({ place: 'runs' })),
      },
      {
        id: 'history-bin',
        label: 'Show the bin',
        keywords: ['deleted', 'restore', 'history'],
        leftSection: <IconOf icon={IconTrash} />,
        onClick: () => navigate(historyAddress({ place: 'bin' })),
      },
    ]
    for (const { id, label, act } of experimentCommands(path, experiments, runs, runActions))
      commands.push({ id, label, leftSection: <IconOf icon={IconFlask2} />, onClick: act })
    const wantsNotifications = currentSettings?.notifications === true
    commands.push({
      id: 'notifications',
      label: wantsNotifications ? 'No notification when an experiment ends' : 'Notify me when an experiment ends',
      keywords: ['notification', 'alert'],
      leftSection: <IconOf icon={IconBell} />,
      onClick: () =>
        void wantNotifications(!wantsNotifications, settings)
          .then((refusal) => refusal && showNotice('warning', refusal))
          .catch(showFailure),
    })
    const ofFilters = filters.map(({ name, text }): SpotlightActionData => ({
      id: `filter-${name}`,
      label: `Filter: ${name}`,
      description: text,
      leftSection: <IconOf icon={IconFilter} />,
      onClick: () => navigate(historyAddress({ filter: text })),
    }))
    const ofView = inView.flat().map(({ label, keys, act }): SpotlightActionData => ({
      id: `in-view-${label}`,
      label,
      leftSection: <IconOf icon={IconBolt} />,
      rightSection: keys === undefined ? undefined : <ShortcutKeys keys={keys} />,
      onClick: act,
    }))
    const ofExperiments = experiments.map((experiment): SpotlightActionData => ({
      id: experiment.id,
      label: experiment.name,
      description: `Experiment, ${plural(pointsOf(experiment.spec).length, 'variant')} in ${experiment.spec.environment.id}`,
      keywords: experiment.tags,
      leftSection: <IconOf icon={IconFlask2} />,
      onClick: () => navigate(`/history?experiment=${experiment.id}`),
    }))
    const ofComparisons = comparisons.map((saved): SpotlightActionData => ({
      id: saved.id,
      label: saved.name,
      description: `Saved comparison, ${plural(saved.spec.selection.length, 'variant')}`,
      keywords: ['compare', saved.notes],
      leftSection: <IconOf icon={IconBookmark} />,
      onClick: () => navigate(`/compare?${writeAddress(saved.spec)}&saved=${saved.id}`),
    }))
    const ofLessons = (lessons ?? []).map((lesson): SpotlightActionData => ({
      id: `lesson-${lesson.id}`,
      label: `Lesson: ${lesson.title}`,
      description: lesson.question,
      keywords: ['learn', ...lesson.keywords],
      leftSection: <IconOf icon={IconSchool} />,
      onClick: () => navigate(`/learn/${lesson.id}`),
    }))
    return [
      { group: 'Go to', actions: views },
      { group: 'In this view', actions: ofView },
      { group: 'Commands', actions: commands },
      { group: 'Saved comparisons', actions: ofComparisons },
      { group: 'Saved filters', actions: ofFilters },
      { group: 'Lessons', actions: ofLessons },
      { group: 'Experiments', actions: ofExperiments },
    ].filter((group) => group.actions.length > 0)
  }, [
    comparisons,
    currentSettings,
    experiments,
    filters,
    inView,
    lessons,
    navigate,
    opened,
    path,
    runActions,
    runs,
    settings,
  ])

  const found = (query: string): SpotlightActionGroupData[] => {
    const ofRuns = foundRuns(query, runs, experimentsById, mostShown).map(
      ({ run, label, description }): SpotlightActionData => ({
        id: run.id,
        label,
        description,
        keywords: run.tags,
        leftSection: <IconOf icon={IconPlayerPlay} />,
        onClick: () => navigate(`/run/${run.id}`),
      }),
    )
    return paletteSearch(query, [...actions, { group: 'Runs', actions: ofRuns }])
  }

  return (
    <Spotlight
      store={paletteStore}
      actions={actions}
      filter={(query) => (opened ? (linkActions(query, navigate) ?? found(query)) : [])}
      onSpotlightOpen={() => (openedFrom.current = document.activeElement)}
      onSpotlightClose={() => giveFocusBack(openedFrom.current)}
      returnFocus={false}
      attributes={{ content: { 'aria-label': 'Search and commands' } }}
      shortcut={null}
      limit={mostShown}
      scrollable
      maxHeight={420}
      highlightQuery
      // What it showed is gone with it.
      transitionProps={{ exitDuration: 0 }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.25 }}
      classNames={{
        content: styles.palette,
        action: styles.action,
        actionDescription: styles.description,
        actionSection: styles.icon,
        actionsGroup: styles.group,
      }}
      nothingFound="No matches"
      searchProps={{
        leftSection: <IconOf icon={IconSearch} />,
        placeholder: 'Search runs, experiments and commands',
        'aria-label': 'Search runs, experiments and commands',
      }}
    />
  )
}

/** An address that was copied in Compare, pasted as a query: what it opens. Null for any other query. */
function linkActions(query: string, navigate: (path: string) => void): SpotlightActionGroupData[] | null {
  const spec = readLink(query)
  if (spec === null) return null
  const open: SpotlightActionData = {
    id: 'pasted-comparison',
    label: `Open the pasted comparison of ${plural(spec.selection.length, 'variant')}`,
    leftSection: <IconOf icon={IconLink} />,
    onClick: () => navigate(`/compare?${writeAddress(spec)}`),
  }
  return [{ group: 'Address', actions: [open] }]
}

/** Back to where one was, unless what was chosen has opened a view that took the focus. */
function giveFocusBack(element: Element | null): void {
  // The palette's field has the focus until the palette has gone.
  const field = document.activeElement
  if (field instanceof HTMLElement && field.closest('[role="dialog"]') !== null) field.blur()
  if (element instanceof HTMLElement && element.isConnected && document.activeElement === document.body) element.focus()
}

function IconOf({ icon: Shape }: { icon: Icon }) {
  return <Shape size={18} aria-hidden />
}
