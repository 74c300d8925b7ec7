import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { environmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import type { CollectionSpec } from '../../../../src-shared/catalogue/collection.ts'
import type { ExperimentSpec } from '../../../../src-shared/domain/spec.ts'
import { sweepableAt } from '../../../../src-shared/domain/swept-fields.ts'
import type { VariantSpec } from '../../../../src-shared/domain/variant.ts'
import { useClient, useStatus, useUndoOffer } from '../../../client/index.tsx'
import { showFailure } from '../../../components/notify.ts'
import { chooseCollection, chooseDetail, choosePart, chooseWorld, worldOf } from './choose.ts'
import type { Outcome } from './choose.ts'
import { draftFrom, draftJson, edited, historyOf, issuesOfSpec, readSpec, redone, undone } from './draft.ts'
import type { Draft, DraftHistory, Issue } from './draft.ts'
import { withFittingEvaluation } from '../../../components/evaluation.ts'
import type { FormActions } from '../../../components/form/form-context.ts'
import { nameThatFollows } from './name.ts'
import type { Column } from './parts.ts'
import { pathText, withValueAt } from '../../../../src-shared/domain/paths.ts'
import type { Path } from '../../../../src-shared/domain/paths.ts'
import { dimensionAt, withFittingSweep, withSwept } from './sweep.ts'
import { issuesOfUnread, stillUnread, withUnread } from './unread.ts'
import type { Unread } from './unread.ts'

const saveAfterMs = 400

export interface Design extends FormActions {
  draft: Draft
  issues: Issue[]
  /** What stands in the JSON editor is no spec: the rest of the view shows the last one that was. */
  unreadable: boolean
  /** What the last choice changed elsewhere. */
  notices: string[]
  dismiss(): void
  pick(column: Column, kind: string): void
  pickCollection(collection: CollectionSpec): void
  pickWorld(id: string): void
  /** Replaces the whole design, or its variants, in one step that can be taken back. */
  replace(spec: ExperimentSpec, activeVariant: number, notices?: string[]): void
  activate(variant: number): void
  typeJson(text: string): void
  showJson(shown: boolean): void
  undo?: () => void
  redo?: () => void
}

/**
 * The design that is being made: kept across restarts, every change of it can be taken back. Null until the kept one
 * was read.
 */
export function useDesign(): Design | null {
  const client = useClient()
  const readOnly = useStatus()?.readOnly ?? null
  const [history, setHistory] = useState<DraftHistory | null>(null)
  const [notices, setNotices] = useState<string[]>([])
  const [typed, setTyped] = useState<readonly Unread[]>([])
  const memory = useRef(new Map<string, unknown>())

  useEffect(() => {
    let gone = false
    client
      .call('design.loadDraft', {})
      .then(({ json }) => json)
      .catch((failure: unknown) => {
        showFailure(failure)
        return null
      })
      .then((json) => {
        if (!gone) setHistory(historyOf(draftFrom(json)))
      })
    return () => {
      gone = true
    }
  }, [client])

  const now = history?.now
  const json = useMemo(() => (now ? draftJson(now) : null), [now])
  useSaved(json, readOnly === null)

  const change = useCallback((next: Draft, key: string | null, changes: string[]) => {
    setHistory((old) => old && edited(old, next, key, Date.now()))
    setNotices(changes)
  }, [])
  const undo = useMemo(
    () => (history && history.past.length > 0 ? () => setHistory((old) => old && undone(old)) : undefined),
    [history],
  )
  const redo = useMemo(
    () => (history && history.future.length > 0 ? () => setHistory((old) => old && redone(old)) : undefined),
    [history],
  )
  useUndoOffer(
    useMemo(() => (undo || redo ? { label: 'the last change of the design', undo, redo } : null), [undo, redo]),
  )

  const unread = useMemo(() => stillUnread(typed, now?.spec), [typed, now])
  const { issues, unreadable } = useMemo(() => lookAt(now, unread), [now, unread])
  if (!now) return null
  const { spec, activeVariant } = now
  const withSpec = (next: ExperimentSpec): Draft => {
    const named = { ...next, name: nameThatFollows(spec, next) }
    return {
      spec: named,
      activeVariant: Math.min(activeVariant, next.variants.length - 1),
      jsonText: now.jsonText === null ? null : JSON.stringify(named, null, 2),
    }
  }
  const accept = (outcome: Outcome) => {
    if (!outcome.ok) return
    const fitting = withFittingSweep(outcome.spec, spec)
    change(withSpec(fitting.spec), null, [...outcome.changes, ...fitting.changes])
  }

  /** What a choice at a path would do: inside a variant others may follow it, elsewhere it stands alone. */
  const outcomeOf = (path: Path, value: unknown): Outcome => {
    if (path[0] === 'variants' && typeof path[1] === 'number') return chooseDetail(spec, path[1], path.slice(2), value)
    const next = withValueAt(spec, path, value)
    return path[0] === 'environment' && environmentSpec.safeParse(next.environment).success
      ? chooseWorld(spec, next.environment)
      : { ok: true, spec: next, changes: [] }
  }
  const memoryKey = (column: Column, kind: string) =>
    `${spec.variants[activeVariant]!.slot ?? activeVariant} ${column} ${kind}`

  return {
    draft: now,
    issues,
    unreadable,
    notices,
    dismiss: () => setNotices([]),
    set(path, value) {
      setTyped(unread.filter((one) => one.path !== pathText(path)))
      change(withSpec(withValueAt(spec, path, value)), pathText(path), [])
    },
    choose: (path, value) => accept(outcomeOf(path, value)),
    reasonAgainst(path, value) {
      const outcome = outcomeOf(path, value)
      return outcome.ok ? undefined : outcome.reason
    },
    complaintAt(path, deep) {
      const text = pathText(path)
      return issues.find(
        (issue) =>
          issue.path === text || (deep && (issue.path.startsWith(`${text}.`) || issue.path.startsWith(`${text}[`))),
      )?.message
    },
    sweepableAt: (path) => sweepableAt(spec, pathText(path)),
    sweptAt(path) {
      const index = dimensionAt(spec, path)
      const dimension = spec.sweep?.dimensions[index]
      return dimension && { values: dimension.values, place: ['sweep', 'dimensions', index, 'values'] }
    },
    setSwept: (path, values, typed = false) =>
      change(withSpec(withSwept(spec, path, values)), typed ? `sweep ${pathText(path)}` : null, []),
    setUnread: (path, text, problem) => setTyped(withUnread(unread, spec, path, text, problem)),
    unreadAt: (path) => unread.find((one) => one.path === pathText(path))?.text,
    pick(column, kind) {
      const part = spec.variants[activeVariant]![column]
      if (part.kind === kind) return
      memory.current.set(memoryKey(column, part.kind), part)
      const remembered = memory.current.get(memoryKey(column, kind)) as VariantSpec[Column] | undefined
      accept(choosePart(spec, activeVariant, column, kind, remembered))
    },
    pickCollection: (collection) => accept(chooseCollection(spec, activeVariant, collection)),
    pickWorld: (id) => accept(chooseWorld(spec, worldOf(id, spec.environment))),
    replace(next, variant, changes = []) {
      const evaluated = withFittingEvaluation(next)
      const fitting = withFittingSweep(evaluated.spec, spec)
      change({ ...withSpec(fitting.spec), activeVariant: variant }, null, [
        ...changes,
        ...evaluated.changes,
        ...fitting.changes,
      ])
    },
    activate: (variant) => setHistory((old) => old && { ...old, now: { ...old.now, activeVariant: variant } }),
    typeJson(text) {
      const read = readSpec(text)
      change(
        {
          spec: read.spec ?? spec,
          activeVariant: Math.min(activeVariant, (read.spec ?? spec).variants.length - 1),
          jsonText: text,
        },
        'json',
        [],
      )
    },
    showJson: (shown) =>
      setHistory(
        (old) => old && { ...old, now: { ...old.now, jsonText: shown ? JSON.stringify(old.now.spec, null, 2) : null } },
      ),
    undo,
    redo,
  }
}

function lookAt(now: Draft | undefined, unread: readonly Unread[]): { issues: Issue[]; unreadable: boolean } {
  if (now === undefined) return { issues: [], unreadable: false }
  if (now.jsonText === null)
    return { issues: [...issuesOfUnread(unread), ...issuesOfSpec(now.spec)], unreadable: false }
  const { spec, issues } = readSpec(now.jsonText)
  return { issues, unreadable: spec === null }
}

/** Keeps the design a moment after the last change, and when the view is left. */
function useSaved(json: string | null, mayWrite: boolean): void {
  const client = useClient()
  const kept = useRef<string | null>(null)
  const latest = useRef<string | null>(null)
  useEffect(() => {
    if (json === null || !mayWrite) return
    // What was just read needs no writing.
    if (latest.current === null) kept.current = json
    latest.current = json
    const timer = setTimeout(save, saveAfterMs)
    return () => clearTimeout(timer)

    function save() {
      if (kept.current === json) return
      kept.current = json
      client.call('design.saveDraft', { json }).catch(showFailure)
    }
  }, [client, json, mayWrite])
  useEffect(() => {
    const flush = () => {
      if (latest.current === null || latest.current === kept.current) return
      kept.current = latest.current
      client.call('design.saveDraft', { json: latest.current }).catch(showFailure)
    }
    window.addEventListener('pagehide', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      flush()
    }
  }, [client])
}
