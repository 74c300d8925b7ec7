import type { RunId } from '../../src-shared/domain/ids.ts'

/** Where Inspect shows a run, at its last checkpoint or at the one nearest to an update. */
export const inspectAddressOf = (run: RunId, update?: number): string =>
  `/inspect?run=${run}${update === undefined ? '' : `&update=${Math.round(update)}`}`
