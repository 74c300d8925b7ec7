import { experimentShape, experimentSpec, notQueuedYet } from '../../../../src-shared/domain/spec.ts'
import type { ExperimentSpec } from '../../../../src-shared/domain/spec.ts'
import { sweepableAt } from '../../../../src-shared/domain/swept-fields.ts'
import { issuesOf } from '../../../../src-shared/domain/issues.ts'
import { newExperiment } from './new-experiment.ts'
import { titlesAlong } from '../../../../src-shared/domain/field-at.ts'
import { pathOfText, valueAt, withValueAt } from '../../../../src-shared/domain/paths.ts'
import type { Path } from '../../../../src-shared/domain/paths.ts'

/** An unfinished design. Its spec always has an experiment's shape; numbers in it may still be out of range. */
export interface Draft {
  spec: ExperimentSpec
  activeVariant: number
  /** What stands in the JSON editor, while it is open. */
  jsonText: string | null
}

export interface DraftHistory {
  now: Draft
  past: Draft[]
  future: Draft[]
  /** Edits of one field soon after another are one step back. */
  lastEdit: { key: string; at: number } | null
}

export type Issue = { path: string; message: string }

const mostSteps = 200
const sameEditMs = 1_000

export const historyOf = (now: Draft): DraftHistory => ({ now, past: [], future: [], lastEdit: null })

/** `key` names the field that is typed in; null for a choice, which is always a step of its own. */
export function edited(history: DraftHistory, next: Draft, key: string | null, atMs: number): DraftHistory {
  if (next.spec === history.now.spec && next.jsonText === history.now.jsonText) return { ...history, now: next }
  const same = key !== null && history.lastEdit?.key === key && atMs - history.lastEdit.at < sameEditMs
  return {
    now: next,
    past: same ? history.past : [...history.past, history.now].slice(-mostSteps),
    future: [],
    lastEdit: key === null ? null : { key, at: atMs },
  }
}

export function undone(history: DraftHistory): DraftHistory {
  const before = history.past.at(-1)
  return before
    ? { now: before, past: history.past.slice(0, -1), future: [history.now, ...history.future], lastEdit: null }
    : history
}

export function redone(history: DraftHistory): DraftHistory {
  const [next, ...future] = history.future
  return next ? { now: next, past: [...history.past, history.now], future, lastEdit: null } : history
}

/** As it is kept: the spec alone, or what stands in the editor when that is no spec yet. */
export const draftJson = (draft: Draft): string => draft.jsonText ?? JSON.stringify(draft.spec, null, 2)

/** A kept design again. Text that is no spec opens in the editor, with what was the matter. */
export function draftFrom(json: string | null): Draft {
  if (json === null || json.trim() === '') return { spec: newExperiment(), activeVariant: 0, jsonText: null }
  const spec = readSpec(json).spec ?? withWrongValues(json)
  return spec ? { spec, activeVariant: 0, jsonText: null } : { spec: newExperiment(), activeVariant: 0, jsonText: json }
}

/**
 * A spec with a few values that are out of range, as a half-filled form leaves it: those stay for the form to complain
 * about. Null when more than that is wrong.
 */
function withWrongValues(json: string): ExperimentSpec | null {
  let patched: unknown
  try {
    patched = JSON.parse(json)
  } catch (failure) {
    if (failure instanceof SyntaxError) return null
    throw failure
  }
  const wrong: { path: Path; value: unknown }[] = []
  for (let round = 0; round < 50; round++) {
    const shape = experimentShape.safeParse(patched)
    if (shape.success) return wrong.reduce((spec, { path, value }) => withValueAt(spec, path, value), shape.data)
    const issues = issuesOf(shape.error)
    const path = pathOfText(issues[0]!.path)
    const value = valueAt(patched, path)
    if (path.length === 0 || value === undefined || (typeof value === 'object' && value !== null)) return null
    // Left out for its default, or one of any kind of value that may stand there meanwhile.
    const standIn = [undefined, 1, 'x']
      .map((candidate) => withValueAt(patched, path, candidate))
      .find((next) => issuesOfShape(next).length < issues.length)
    if (standIn === undefined) return null
    wrong.push({ path, value })
    patched = standIn
  }
  return null
}

function issuesOfShape(value: unknown): Issue[] {
  const shape = experimentShape.safeParse(value)
  return shape.success ? [] : issuesOf(shape.error)
}

/**
 * JSON as a spec with its defaults, or what is wrong with it. `spec` may be there beside issues: it has the shape, but
 * something in it doesn't combine.
 */
export function readSpec(json: string): { spec: ExperimentSpec | null; issues: Issue[] } {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (failure) {
    return { spec: null, issues: [{ path: '', message: failure instanceof Error ? failure.message : String(failure) }] }
  }
  const shape = experimentShape.safeParse(value)
  if (!shape.success) return { spec: null, issues: issuesOf(shape.error) }
  const spec = notQueuedYet(shape.data)
  return { spec, issues: issuesOfSpec(spec) }
}

/** Everything that keeps a design from being queued, with the fields' paths. */
export function issuesOfSpec(spec: unknown): Issue[] {
  const parsed = experimentSpec.safeParse(spec)
  return parsed.success ? [] : issuesOf(parsed.error)
}

/** "PPO-clip, update, clip ε: should be at most 10.", with the names that the form shows. */
export function sentenceOfIssue(issue: Issue, spec: ExperimentSpec): string {
  const path = pathOfText(issue.path)
  const titles = titlesAlong(experimentShape, spec, path.at(-1) === 'kind' ? path.slice(0, -1) : path)
  const index = path[1]
  const swept = path[0] === 'sweep' && typeof path[2] === 'number' ? spec.sweep?.dimensions[path[2]] : undefined
  const place =
    swept !== undefined
      ? ['sweep', sweepableAt(spec, swept.path)?.title ?? swept.path]
      : path[0] === 'variants' && typeof index === 'number'
        ? [spec.variants[index]?.name ?? `variant ${index + 1}`, ...titles.slice(2)]
        : titles
  const words = place.map((part) => (typeof part === 'number' ? `number ${part + 1}` : part))
  return `${words.length === 0 ? 'The JSON' : words.join(', ')}: ${issue.message}.`
}
