const scalar = /"(?:[^"\\\n]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const space = /\s*/y

/**
 * Walks through a JSON text and tells where each value begins; returns where the text stops being JSON, or undefined
 * when it is whole.
 */
function walk(text: string, onValue: (path: string, offset: number) => void): number | undefined {
  let at = 0
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    at += found?.length ?? 0
    return found
  }
  /** True when what was wanted stood there. */
  const expect = (character: string): boolean => {
    take(space)
    if (text[at] !== character) return false
    at++
    return true
  }
  const value = (path: string): boolean => {
    take(space)
    onValue(path, at)
    if (text[at] === '{') return items('}', () => member(path))
    if (text[at] === '[') return items(']', (index) => value(`${path}[${index}]`))
    return take(scalar) !== undefined
  }
  const member = (path: string): boolean => {
    take(space)
    const key = text[at] === '"' ? take(scalar) : undefined
    return key !== undefined && expect(':') && value(path === '' ? key.slice(1, -1) : `${path}.${key.slice(1, -1)}`)
  }
  const items = (close: string, item: (index: number) => boolean): boolean => {
    at++
    if (expect(close)) return true
    for (let index = 0; item(index); index++) {
      if (expect(close)) return true
      if (!expect(',')) return false
    }
    return false
  }
  if (!value('')) return at
  take(space)
  return at < text.length ? at : undefined
}

/**
 * Where in a JSON text a path's value begins (as errors write paths: variants[0].update.clip); undefined when it isn't
 * there.
 */
export function offsetOfPath(text: string, path: string): number | undefined {
  let offset: number | undefined
  walk(text, (here, at) => {
    if (here === path) offset ??= at
  })
  return offset
}

/** Line and column, from 1. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - before.lastIndexOf('\n') }
}

/** Where the text stops being JSON, or where the issue's path begins, or the nearest part of it that is there. */
export function offsetOfIssue(text: string, issue: { path: string; message: string }): number | undefined {
  if (issue.path === '') return walk(text, () => undefined)
  for (let path = issue.path; path !== ''; path = path.replace(/(\.[^.[\]]+|\[\d+\]|^[^.[\]]+)$/, '')) {
    const offset = offsetOfPath(text, path)
    if (offset !== undefined) return offset
  }
  return undefined
}
