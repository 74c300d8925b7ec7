import { Link, useLocation } from 'wouter'
import { useStatus } from '../../client/index.tsx'
import { routes } from '../routes.tsx'
import type { Route } from '../routes.tsx'
import styles from './frame.module.css'

export function Rail() {
  const inRail = routes.filter((route) => route.rail)
  return (
    <nav className={styles.rail} aria-label="Views">
      {inRail
        .filter((route) => route.rail!.at === 'top')
        .map((route) => (
          <RailLink key={route.path} route={route} />
        ))}
      <div className={styles.railGap} />
      {inRail
        .filter((route) => route.rail!.at === 'bottom')
        .map((route) => (
          <RailLink key={route.path} route={route} />
        ))}
    </nav>
  )
}

function RailLink({ route }: { route: Route }) {
  const [location] = useLocation()
  const status = useStatus()
  const here = location === route.path || location.startsWith(`${route.path}/`)
  const Icon = route.rail!.icon
  const waiting = route.path === '/queue' && status ? status.runsQueued + status.trainersBusy - status.labsRunning : 0
  return (
    <Link href={route.path} className={styles.railLink} aria-current={here ? 'page' : undefined}>
      <Icon size={20} aria-hidden />
      {route.name}
      {waiting > 0 && (
        <span className={styles.badge} aria-label={`${waiting} running or queued`}>
          {waiting > 999 ? '999+' : waiting}
        </span>
      )}
    </Link>
  )
}
