/** Where a value stands in a spec: ['variants', 0, 'update', 'clip']. */
export type Path = readonly (string | number)[]

export function valueAt(root: unknown, path: Path): unknown {
  let value = root
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<string | number, unknown>)[part]
  }
  return value
}

/**
 * A copy of `root` with another value at `path`; undefined takes the key away. Everything beside the path is shared.
 */
export function withValueAt<T>(root: T, path: Path, value: unknown): T {
  const [first, ...rest] = path
  if (first === undefined) return value as T
  const next = rest.length === 0 ? value : withValueAt((root as Record<string | number, unknown>)[first], rest, value)
  if (Array.isArray(root)) return root.map((item: unknown, index) => (index === first ? next : item)) as T
  const copy: Record<string | number, unknown> = { ...(root as Record<string | number, unknown>) }
  if (next === undefined) delete copy[first]
  else copy[first] = next
  return copy as T
}

/** As errors write it: variants[0].update.clip. */
export function pathText(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  )
}

export const pathOfText = (text: string): Path =>
  [...text.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map((match) => (match[1] === undefined ? match[0] : Number(match[1])))
