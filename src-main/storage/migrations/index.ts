import type { Migration } from './migration.ts'
import { experimentsAndRuns } from './001-experiments-and-runs.ts'
import { oldSpecsKeepTheirMeaning } from './002-old-specs-keep-their-meaning.ts'
import { savedComparisons } from './003-saved-comparisons.ts'
import { evaluationsKeepTheirStarts } from './004-evaluations-keep-their-starts.ts'
import { summariesAndLocks } from './005-summaries-and-locks.ts'
import { snapshots } from './006-snapshots.ts'
import { labs } from './007-labs.ts'

/** In order, without gaps. */
export const migrations: readonly Migration[] = [
  experimentsAndRuns,
  oldSpecsKeepTheirMeaning,
  savedComparisons,
  evaluationsKeepTheirStarts,
  summariesAndLocks,
  snapshots,
  labs,
]
export const schemaVersion = migrations.at(-1)!.version
