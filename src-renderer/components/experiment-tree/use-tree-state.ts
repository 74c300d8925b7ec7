import { useCallback, useMemo, useState } from 'react'
import { visibleRows, type ExperimentNode, type TreeRow } from './tree.ts'

export interface TreeState {
  rows: TreeRow[]
  activeKey: string | null
  setActiveKey: (key: string) => void
  expand: (key: string, open: boolean) => void
}

/** Which nodes are open and which one the keyboard is on. `initiallyOpen` keys are open until they are closed. */
export function useTreeState(
  tree: readonly ExperimentNode[],
  initiallyOpen: readonly string[] = [],
  initiallyActive: string | null = null,
): TreeState {
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(() => new Set(initiallyOpen))
  const [activeKey, setActiveKey] = useState<string | null>(initiallyActive)
  const rows = useMemo(() => visibleRows(tree, expanded), [tree, expanded])
  const expand = useCallback((key: string, open: boolean) => {
    setExpanded((before) => {
      const after = new Set(before)
      if (open) after.add(key)
      else after.delete(key)
      return after
    })
  }, [])
  return { rows, activeKey, setActiveKey, expand }
}
