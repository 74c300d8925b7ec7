import { MantineProvider, useMantineColorScheme } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { Suspense, useEffect } from 'react'
import { Redirect, Route, Router, Switch, useLocation } from 'wouter'
import { ClientProvider, useSettings } from '../client/index.tsx'
import type { ClientParts } from '../client/index.tsx'
import { viewElementId } from '../components/focus.ts'
import { BestOfSweepDialog } from '../components/best-of-sweep/dialog.tsx'
import { OtherSeedsDialog } from '../components/other-seeds/dialog.tsx'
import { CommandPalette } from './command-palette.tsx'
import { useEndNotifications } from './end-notifications.ts'
import { ConnectionBanner } from './frame/banners.tsx'
import { Header, titleElementId } from './frame/header.tsx'
import { Rail } from './frame/rail.tsx'
import { StatusBar } from './frame/status-bar.tsx'
import styles from './frame/frame.module.css'
import { useHashPath, useHashSearch } from './hash-location.ts'
import { routes } from './routes.tsx'
import { useAppShortcuts } from './shortcuts.ts'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { theme } from './theme/theme.ts'
import { ViewBoundary } from './view-boundary.tsx'
import { ViewFocus } from './view-focus.tsx'

export function App({ parts }: { parts: ClientParts }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <ClientProvider parts={parts}>
        <Router hook={useHashPath} searchHook={useHashSearch}>
          <Frame />
        </Router>
        <Notifications position="top-center" limit={4} classNames={{ root: styles.notifications }} />
      </ClientProvider>
    </MantineProvider>
  )
}

function Frame() {
  const [path] = useLocation()
  useAppShortcuts()
  useThemeFromSettings()
  useEndNotifications()
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href={`#${viewElementId}`} onClick={(event) => focusView(event)}>
        Skip to the view
      </a>
      <Header />
      <Rail />
      <main id={viewElementId} tabIndex={-1} className={styles.main} aria-labelledby={titleElementId}>
        <ConnectionBanner />
        <div className={styles.view}>
          {/* One boundary for each view, and one for what goes wrong while a view is left. */}
          <ViewBoundary>
            <Switch>
              {routes.map((route) => (
                <Route key={route.path} path={route.path}>
                  <ViewBoundary key={route.path}>
                    <Suspense fallback={null}>
                      <route.view />
                      <ViewFocus path={path} />
                    </Suspense>
                  </ViewBoundary>
                </Route>
              ))}
              <Route>
                <Redirect to="/design" replace />
              </Route>
            </Switch>
          </ViewBoundary>
        </div>
      </main>
      <StatusBar />
      <CommandPalette />
      <ShortcutsDialog />
      <OtherSeedsDialog />
      <BestOfSweepDialog />
    </div>
  )
}

function focusView(event: React.MouseEvent): void {
  event.preventDefault()
  document.getElementById(viewElementId)?.focus()
}

function useThemeFromSettings(): void {
  const chosen = useSettings()?.theme
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => {
    if (chosen) setColorScheme(chosen === 'system' ? 'auto' : chosen)
  }, [chosen, setColorScheme])
}
