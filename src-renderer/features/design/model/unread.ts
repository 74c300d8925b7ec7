import { pathOfText, pathText, valueAt } from '../../../../src-shared/domain/paths.ts'
import type { Path } from '../../../../src-shared/domain/paths.ts'
import type { Issue } from './draft.ts'

/** Text in a field that can't be read as a value. It belongs to the value that it was typed over. */
export interface Unread {
  path: string
  over: unknown
  text: string
  problem: string
}

export const withUnread = (
  all: readonly Unread[],
  spec: unknown,
  path: Path,
  text: string,
  problem: string,
): Unread[] => [
  ...all.filter((unread) => unread.path !== pathText(path)),
  { path: pathText(path), over: valueOrParent(spec, path), text, problem },
]

/** Those that still stand: a value that came since (typed, undone, of another preset) takes the text's place. */
export const stillUnread = (all: readonly Unread[], spec: unknown): Unread[] =>
  all.filter(({ path, over }) => over !== undefined && valueOrParent(spec, pathOfText(path)) === over)

/** A value that is absent stands for the object that it is absent from. */
const valueOrParent = (spec: unknown, path: Path): unknown => valueAt(spec, path) ?? valueAt(spec, path.slice(0, -1))

export const issuesOfUnread = (all: readonly Unread[]): Issue[] =>
  all.map(({ path, problem }) => ({ path, message: problem }))
