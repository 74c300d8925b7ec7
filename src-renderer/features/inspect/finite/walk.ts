import { nextField, type WorldMap } from './world-map.ts'

const ways: Record<string, readonly [dx: number, dy: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * The state that is selected after a key: arrows walk from field to field or row to row, beginning at the start; Escape
 * lets go. Undefined where the key means nothing.
 */
export function selectionAfter(
  key: string,
  selected: number | null,
  map: WorldMap | null,
  states: number,
): number | null | undefined {
  if (key === 'Escape') return selected === null ? undefined : null
  const way = ways[key]
  if (way === undefined) return undefined
  if (selected === null) return firstState(map)
  // At the edge one stays.
  if (map !== null) return nextField(map, selected, way) ?? selected
  return Math.min(states - 1, Math.max(0, selected + way[0] + way[1]))
}

function firstState(map: WorldMap | null): number {
  const fields = map?.fields.filter(({ state }) => state !== null) ?? []
  return (fields.find(({ kind }) => kind === 'start') ?? fields[0])?.state ?? 0
}
