import type { Migration } from '../migrate.ts'
import { experimentsAndRuns } from './001-experiments-and-runs.ts'

/** In order, without gaps. */
export const migrations: readonly Migration[] = [experimentsAndRuns]
export const schemaVersion = migrations.at(-1)!.version
