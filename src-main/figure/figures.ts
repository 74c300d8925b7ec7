import type { TextFigureParams } from '../../src-shared/contract/figure.ts'
import { fileBeside } from '../reading/file-beside.ts'
import { startExport } from '../reading/running-export.ts'
import type { RunningExport } from '../reading/running-export.ts'

/** Comparisons as figures, tables and captions, each made by a thread of its own. */
export interface Figures {
  /** An error where a thread fails, or when this is closed in the middle of it. */
  pieces(params: TextFigureParams): AsyncIterable<string>
  close(): void
}

export function createFigures(databasePath: string): Figures {
  const running = new Set<RunningExport>()
  return {
    async *pieces(params) {
      const figure = startExport(fileBeside(import.meta.url, 'figure-thread'), databasePath, params)
      running.add(figure)
      try {
        yield* figure
      } finally {
        running.delete(figure)
      }
    },
    close() {
      for (const figure of running) figure.stop()
    },
  }
}
