import type { BulkEdit, Edits, ExperimentEdit, RunEdit } from '../../src-shared/contract/history.ts'
import { err, ok } from '../../src-shared/contract/errors.ts'
import type { Result } from '../../src-shared/contract/errors.ts'
import type { Experiment, Run } from '../../src-shared/domain/run.ts'
import { mostNoteCharacters, mostTags } from '../../src-shared/contract/history.ts'
import type { Library } from './library.ts'
import { nameOf, refusal } from './locks.ts'

type Known = Pick<Library, 'experiment' | 'run'>
type Written = Pick<Experiment, 'tags' | 'notes' | 'locked'>

/** A change for many as an edit for each of those that it changes. All of them must be known. */
export function editsOf(library: Known, bulk: BulkEdit): Result<Edits> {
  const edits: Edits = { experiments: [], runs: [] }
  for (const experimentId of new Set(bulk.experimentIds)) {
    const experiment = library.experiment(experimentId)!
    const written = writtenBy(bulk, experiment)
    const problem = tooMuch(written, () => experiment.name)
    if (problem !== null) return problem
    const { name } = bulk
    const edit = { experimentId, ...written, ...(name === undefined || name === experiment.name ? {} : { name }) }
    if (Object.keys(edit).length > 1) edits.experiments.push(edit)
  }
  for (const runId of new Set(bulk.runIds)) {
    const run = library.run(runId)!
    const written = writtenBy(bulk, run)
    const problem = tooMuch(written, () => nameOf(library, run))
    if (problem !== null) return problem
    if (Object.keys(written).length > 0) edits.runs.push({ runId, ...written })
  }
  return ok(edits)
}

/** Only what becomes different. */
function writtenBy(bulk: BulkEdit, before: Written): Partial<Written> {
  const kept = before.tags.filter((tag) => !bulk.removeTags.includes(tag))
  const tags = [...kept, ...bulk.addTags.filter((tag) => !kept.includes(tag))]
  const text = bulk.notes ?? before.notes
  const notes = bulk.addNote === undefined ? text : text === '' ? bulk.addNote : `${text}\n\n${bulk.addNote}`
  const locked = bulk.locked ?? before.locked
  return {
    ...(tags.join('\n') === before.tags.join('\n') ? {} : { tags }),
    ...(notes === before.notes ? {} : { notes }),
    ...(locked === before.locked ? {} : { locked }),
  }
}

function tooMuch({ tags = [], notes = '' }: Partial<Written>, name: () => string) {
  if (tags.length > mostTags)
    return err({
      kind: 'invalid-input',
      issues: [{ path: 'addTags', message: `“${name()}” would have more than ${mostTags} tags` }],
    })
  if (notes.length > mostNoteCharacters)
    return err({
      kind: 'invalid-input',
      issues: [
        {
          path: 'addNote',
          message: `the notes of “${name()}” would be longer than ${mostNoteCharacters.toLocaleString('en-US')} characters`,
        },
      ],
    })
  return null
}

/** The refusal where an edit would change something that stays locked. Locking and unlocking are always allowed. */
export function lockedAgainstEdits(library: Known, { experiments, runs }: Edits) {
  const unlocked = new Set(experiments.filter(({ locked }) => locked === false).map(({ experimentId }) => experimentId))
  const names: string[] = []
  for (const edit of experiments) {
    const experiment = library.experiment(edit.experimentId)!
    if (changesText(edit) && experiment.locked && !unlocked.has(experiment.id)) names.push(experiment.name)
  }
  for (const edit of runs) {
    const run = library.run(edit.runId)!
    const isLockedItself = run.locked && edit.locked !== false
    const isLockedAbove = library.experiment(run.experimentId)!.locked && !unlocked.has(run.experimentId)
    if (changesText(edit) && (isLockedItself || isLockedAbove)) names.push(nameOf(library, run))
  }
  return refusal(names)
}
const changesText = (edit: ExperimentEdit | RunEdit) =>
  ('name' in edit && edit.name !== undefined) || edit.tags !== undefined || edit.notes !== undefined

/** How those that are to be edited are now, in the fields that the edits name: what undoes them. */
export function editsBack(library: Known, { experiments, runs }: Edits): Edits {
  return {
    experiments: experiments.map((edit) => ({
      experimentId: edit.experimentId,
      ...fieldsOf(library.experiment(edit.experimentId)!, edit),
    })),
    runs: runs.map((edit) => ({ runId: edit.runId, ...fieldsOf(library.run(edit.runId)!, edit) })),
  }
}

function fieldsOf(before: Experiment | Run, edit: ExperimentEdit | RunEdit): Omit<ExperimentEdit, 'experimentId'> {
  return {
    ...('name' in edit && edit.name !== undefined && 'name' in before ? { name: before.name } : {}),
    ...(edit.tags === undefined ? {} : { tags: before.tags }),
    ...(edit.notes === undefined ? {} : { notes: before.notes }),
    ...(edit.locked === undefined ? {} : { locked: before.locked }),
  }
}
