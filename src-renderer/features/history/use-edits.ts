import { useMemo } from 'react'
import type { BulkEdit, ExperimentEdit } from '../../../src-shared/contract/history.ts'
import type { Experiment } from '../../../src-shared/domain/run.ts'
import { plural } from '../../../src-shared/words/format.ts'
import { useClient } from '../../client/index.tsx'
import { numberedName, type Targets } from './targets.ts'
import { useUndoable } from './use-undoable.tsx'

type Change = Partial<Pick<BulkEdit, 'addTags' | 'removeTags' | 'addNote' | 'locked'>>

/** What is done to many at once; each can be taken back. */
export interface Edits {
  addTag: (targets: Targets, tag: string) => void
  removeTag: (targets: Targets, tag: string) => void
  addNote: (targets: Targets, note: string) => void
  lock: (targets: Targets, locked: boolean) => void
  /** One takes the name; several are numbered. */
  rename: (experiments: readonly Experiment[], name: string) => void
  remove: (targets: Targets) => void
}

export function useEdits(): Edits {
  const client = useClient()
  const carryOut = useUndoable()
  return useMemo(() => {
    const edit = ({ experimentIds, runIds }: Targets, change: Change, label: string, done: string): void =>
      carryOut({
        label,
        done,
        act: async () => {
          const { before } = await client.call('history.edit', { experimentIds, runIds, ...change })
          return () => client.call('history.apply', before)
        },
      })
    return {
      addTag: (targets, tag) =>
        edit(targets, { addTags: [tag] }, `tag ${targets.words}`, `Tagged ${targets.words} with “${tag}”.`),
      removeTag: (targets, tag) =>
        edit(
          targets,
          { removeTags: [tag] },
          `take a tag from ${targets.words}`,
          `Took the tag “${tag}” from ${targets.words}.`,
        ),
      addNote: (targets, addNote) =>
        edit(targets, { addNote }, `add a note to ${targets.words}`, `Added the note to ${targets.words}.`),
      lock: (targets, locked) =>
        edit(
          targets,
          { locked },
          `${locked ? 'lock' : 'unlock'} ${targets.words}`,
          `${locked ? 'Locked' : 'Unlocked'} ${targets.words}.`,
        ),
      rename: (experiments, name) => {
        const words = plural(experiments.length, 'experiment')
        carryOut({
          label: `rename ${words}`,
          done: `Renamed ${words}.`,
          act: async () => {
            const named = experiments.map(({ id }, index): ExperimentEdit => ({
              experimentId: id,
              name: numberedName(name, index, experiments.length),
            }))
            const { before } = await client.call('history.apply', { experiments: named, runs: [] })
            return () => client.call('history.apply', before)
          },
        })
      },
      // What trained is cancelled and stays so; what waited waits again once it is restored.
      remove: ({ experimentIds, runIds, words }) =>
        carryOut({
          label: `delete ${words}`,
          done: `Deleted ${words}.`,
          act: async () => {
            await client.call('history.remove', { experimentIds, runIds })
            return () => client.call('history.restore', { experimentIds, runIds })
          },
        }),
    }
  }, [client, carryOut])
}
