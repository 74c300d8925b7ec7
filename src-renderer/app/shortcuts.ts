import { useHotkeys } from '@mantine/hooks'
import { spotlight } from '@mantine/spotlight'
import { useLocation } from 'wouter'
import { useClientParts } from '../client/index.tsx'
import { showFailure } from '../components/notify.ts'
import { routes } from './routes.tsx'

/** Ctrl+K anywhere, Ctrl+1 to 9 for the rail's views, Ctrl+Z and Ctrl+Shift+Z outside text fields (inside they belong to the text). */
export function useAppShortcuts(): void {
  const [, navigate] = useLocation()
  const { undo } = useClientParts()
  const run = (which: 'undo' | 'redo') => {
    Promise.resolve(undo.get()?.[which]?.()).catch(showFailure)
  }
  useHotkeys([['mod+K', () => spotlight.toggle()], ...routes.filter((route) => route.rail).map((route, index): [string, () => void] => [`mod+${index + 1}`, () => navigate(route.path)])], [])
  useHotkeys([
    ['mod+Z', () => run('undo')],
    ['mod+shift+Z', () => run('redo')],
    ['mod+Y', () => run('redo')],
  ])
}
