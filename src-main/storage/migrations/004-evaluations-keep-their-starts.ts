import type { Migration } from './migration.ts'
import { changeStoredSpecs } from './stored-specs.ts'
import type { StoredSpec } from './stored-specs.ts'

/**
 * Evaluations every so many env steps drew their starts by the number of the update; today they draw them by the env
 * steps that they stand for, so that variants with other batch sizes meet the same ones.
 */
export const evaluationsKeepTheirStarts: Migration = {
  version: 4,
  name: 'evaluations keep their starts',
  change: (database) => changeStoredSpecs(database, writeStarts),
}

function writeStarts({ evaluation }: StoredSpec): void {
  const every = (evaluation as { every?: unknown } | null | undefined)?.every
  if (typeof every === 'object' && every !== null) Object.assign(every, { startsByUpdate: true })
}
