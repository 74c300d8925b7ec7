import { useSyncExternalStore } from 'react'

/**
 * wouter's location, kept after the "#": the shells serve one page, and a reload stays where it was.
 * "#/compare?over=updates" has its search there too.
 */
const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}
const parts = () => {
  const [path, ...search] = window.location.hash.slice(1).split('?')
  return { path: path === '' ? '/' : path!, search: search.join('?') }
}

/** Everybody hears of it at once: a browser tells of a new hash later, and Back may have come before. */
function navigateTo(path: string, options?: { replace?: boolean }): void {
  const url = new URL(window.location.href)
  url.hash = path
  const oldURL = window.location.href
  if (options?.replace) window.history.replaceState(null, '', url)
  else if (url.href !== oldURL) window.history.pushState(null, '', url)
  window.dispatchEvent(new HashChangeEvent('hashchange', { oldURL, newURL: url.href }))
}

export function useHashPath(): [string, (path: string, options?: { replace?: boolean }) => void] {
  return [useSyncExternalStore(subscribe, () => parts().path), navigateTo]
}
useHashPath.hrefs = (href: string) => `#${href}`

export const useHashSearch = () => useSyncExternalStore(subscribe, () => parts().search)
