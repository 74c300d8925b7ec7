import type { Completion } from '../../../../src-shared/domain/run-filter/complete.ts'

/** The text with a completion in the place of what was typed, and a space behind it where the cursor goes on. */
export function accept(
  text: string,
  start: number,
  end: number,
  { insert }: Pick<Completion, 'insert'>,
): { text: string; cursor: number } {
  const before = text.slice(0, start)
  const behind = text.slice(end)
  // A sign may stand right behind the name before it: `seed=`.
  const gap = before === '' || /[\s(]$/.test(before) || insert === ',' || insert === ')' ? '' : ' '
  const space = insert === '(' || /^[\s)]/.test(behind) ? '' : ' '
  const written = `${before}${gap}${insert}${space}`
  const cursor = written.length + (space === '' && behind.startsWith(' ') ? 1 : 0)
  return { text: written + behind, cursor }
}
