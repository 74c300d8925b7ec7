import { err } from '../../src-shared/contract/errors.ts'
import type { ServiceContext } from './context.ts'
import { exportText, fileStem } from './export-text.ts'
import type { Handlers } from './handlers.ts'

export function transferHandlers({
  library,
  reading,
  paths,
}: Pick<ServiceContext, 'library' | 'reading' | 'paths'>): Pick<Handlers, 'transfer.export'> {
  return {
    async 'transfer.export'(params) {
      const unknown = params.runIds.find((runId) => library.run(runId) === undefined)
      if (unknown !== undefined) return err({ kind: 'run-not-found', runId: unknown })
      const stem = fileStem(params.runIds.map((id) => library.experiment(library.run(id)!.experimentId)?.name))
      return exportText(reading.exportPieces(params), paths.exportsFolder, stem, params.format)
    },
  }
}
