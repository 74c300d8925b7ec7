import { useEffect, useRef } from 'react'
import { createStore } from '../client/store/external-store.ts'

/** Something that the view in front can do: the command palette lists it while the view is there. */
export interface ViewCommand {
  label: string
  /** The key that does the same. */
  keys?: string
  act: () => void
}

/** Those of the view in front, as each of its parts offers them. */
export const viewCommands = createStore<readonly (readonly ViewCommand[])[]>([])

/** Offers commands in the palette for as long as the component is there. */
export function useViewCommands(commands: readonly ViewCommand[]): void {
  const latest = useRef(commands)
  useEffect(() => {
    latest.current = commands
  })
  const labels = commands.map(({ label }) => label).join('\n')
  useEffect(() => {
    const offered = latest.current.map((command, index): ViewCommand => ({
      ...command,
      act: () => latest.current[index]?.act(),
    }))
    viewCommands.update((now) => [...now, offered])
    return () => viewCommands.update((now) => now.filter((others) => others !== offered))
  }, [labels])
}
