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

function navigateTo(path: string, options?: { replace?: boolean }): void {
  const url = new URL(window.location.href)
  url.hash = path
  if (options?.replace) {
    const oldURL = window.location.href
    window.history.replaceState(null, '', url)
    window.dispatchEvent(new HashChangeEvent('hashchange', { oldURL, newURL: url.href }))
  } else {
    window.location.hash = path
  }
}

export function useHashPath(): [string, (path: string, options?: { replace?: boolean }) => void] {
  return [useSyncExternalStore(subscribe, () => parts().path), navigateTo]
}
useHashPath.hrefs = (href: string) => `#${href}`

export const useHashSearch = () => useSyncExternalStore(subscribe, () => parts().search)
