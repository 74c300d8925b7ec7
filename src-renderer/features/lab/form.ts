import { useMemo } from 'react'
import type { LabSpec } from '../../../src-shared/catalogue/labs/index.ts'
import type { LabPlan } from '../../../src-shared/contract/labs.ts'
import { pathText, withValueAt } from '../../../src-shared/domain/paths.ts'
import { useMap } from '@mantine/hooks'
import type { FormActions } from '../../components/form/form-context.ts'
import { inWorld } from './model.ts'

/** What a lab's form asks of its settings. Nothing is swept in a lab. */
export function useLabForm(spec: LabSpec, setSpec: (spec: LabSpec) => void, plan: LabPlan | null): FormActions {
  const unread = useMap<string, { text: string; problem: string }>()
  return useMemo(() => {
    const set = (path: readonly (string | number)[], value: unknown) => {
      unread.delete(pathText(path))
      setSpec(
        path.length === 1 && path[0] === 'environment'
          ? inWorld(spec, value as LabSpec['environment'])
          : withValueAt(spec, path, value),
      )
    }
    return {
      set,
      choose: set,
      setUnread: (path, text, problem) => void unread.set(pathText(path), { text, problem }),
      unreadAt: (path) => unread.get(pathText(path))?.text,
      reasonAgainst: () => undefined,
      sweepableAt: () => undefined,
      sweptAt: () => undefined,
      setSwept: () => {},
      complaintAt(path, deep) {
        const here = pathText(path)
        return (
          unread.get(here)?.problem ??
          plan?.problems.find(
            (problem) =>
              problem.path === here ||
              (deep && /^[.[]/.test(problem.path.slice(here.length)) && problem.path.startsWith(here)),
          )?.message
        )
      },
    }
  }, [spec, setSpec, plan, unread])
}
