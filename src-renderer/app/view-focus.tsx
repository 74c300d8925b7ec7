import { useEffect } from 'react'
import { viewElementId } from '../components/focus.ts'

let openedPath: string | null = null

/**
 * Stands behind a view and has its effect after the view's: when one is opened, the focus goes into it, unless the view
 * has put it somewhere itself. The page's first view leaves it at the top, where Tab finds the way past the rail.
 */
export function ViewFocus({ path }: { path: string }) {
  useEffect(() => {
    const isFirst = openedPath === null
    const isSame = openedPath === path
    openedPath = path
    if (isFirst || isSame) return
    const view = document.getElementById(viewElementId)
    if (view?.contains(document.activeElement) !== true) view?.focus({ preventScroll: true })
  }, [path])
  return null
}
