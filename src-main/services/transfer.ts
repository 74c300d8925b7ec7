import { err, ok } from '../../src-shared/contract/errors.ts'
import { fileProblem } from '../../src-shared/domain/file-problem.ts'
import type { ServiceContext } from './context.ts'
import { newExportFile } from './export-file.ts'
import type { ExportFile } from './export-file.ts'
import type { Handlers } from './handlers.ts'

/** What a window is sent as one text, to be saved where the person wants it. */
const mostTextCharacters = 8_000_000

export function transferHandlers({
  library,
  reading,
  paths,
}: Pick<ServiceContext, 'library' | 'reading' | 'paths'>): Pick<Handlers, 'transfer.export'> {
  return {
    async 'transfer.export'(params) {
      const unknown = params.runIds.find((runId) => library.run(runId) === undefined)
      if (unknown !== undefined) return err({ kind: 'run-not-found', runId: unknown })
      const names = new Set(params.runIds.map((runId) => library.experiment(library.run(runId)!.experimentId)?.name))
      const [only] = names
      const stem = fileStem(names.size === 1 && only !== undefined ? only : 'ascent')
      let text = ''
      let file: ExportFile | undefined
      try {
        for await (const piece of reading.exportPieces(params)) {
          text += piece
          if (file === undefined && text.length <= mostTextCharacters) continue
          file ??= await newExportFile(paths.exportsFolder, stem, params.format)
          await file.write(text)
          text = ''
        }
        if (file === undefined) return ok({ kind: 'text', fileName: `${stem}.${params.format}`, text })
        return ok({ kind: 'file', ...(await file.complete()) })
      } catch (error) {
        await file?.discard()
        return err({ kind: 'export-failed', reason: fileProblem(error) })
      }
    },
  }
}

/** Letters, digits and dashes of a name, so that it is a file name everywhere. */
const fileStem = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80) || 'ascent'
