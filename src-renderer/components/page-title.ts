import { useEffect } from 'react'
import { createStore } from '../client/store/external-store.ts'

/** Where am I, for the header: the view or thing in bold, and a detail after the slash. */
export const pageTitle = createStore<{ place: string; detail?: string }>({ place: 'Ascent' })

export function usePageTitle(place: string, detail?: string): void {
  useEffect(() => {
    pageTitle.set({ place, detail })
    document.title = detail ? `${detail} · ${place} · Ascent` : `${place} · Ascent`
  }, [place, detail])
}
